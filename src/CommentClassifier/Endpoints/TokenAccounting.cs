namespace CommentClassifier.Endpoints;

/// <summary>When the server takes a request's tokens off its tokens-per-minute limit.</summary>
public enum TokenAccounting
{
    /// <summary>Told from the server: hosts known to charge at admission do, others are settled from usage until a refusal shows otherwise.</summary>
    Auto,

    /// <summary>What was really used; unused output tokens are given back.</summary>
    Usage,

    /// <summary>Prompt plus output limit, when the request comes in; nothing is given back (Azure, OpenAI).</summary>
    Admission,
}
