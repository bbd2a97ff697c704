namespace CommentClassifier.Endpoints;

/// <summary>What proves who we are to an endpoint. Never prints its key.</summary>
internal abstract record EndpointCredential
{
    private EndpointCredential()
    {
    }

    /// <summary>No key is sent.</summary>
    public sealed record None : EndpointCredential;

    /// <summary>A key from a variable.</summary>
    public sealed record Key(string Variable, string Value) : EndpointCredential
    {
        /// <summary>The variable's name only.</summary>
        public override string ToString() => $"key from {Variable}";
    }

    /// <summary>Entra ID through Azure.Identity.</summary>
    public sealed record Entra : EndpointCredential;
}
