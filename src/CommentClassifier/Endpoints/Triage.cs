namespace CommentClassifier.Endpoints;

/// <summary>What an error response means.</summary>
/// <param name="Verdict">What it asks of the client.</param>
/// <param name="Message">The server's words, for people.</param>
internal sealed record Triage(Verdict Verdict, string Message)
{
    /// <summary>How long to wait, or null when the server does not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The parameter that is refused.</summary>
    public string? Parameter { get; init; }

    /// <summary>Whether a refusal for rate was about tokens.</summary>
    public bool AboutTokens { get; init; }
}
