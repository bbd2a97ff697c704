namespace CommentClassifier.Endpoints;

/// <summary>What an attempt tells the admission controller.</summary>
internal enum AttemptSignal
{
    /// <summary>The server answered, if only with a refusal that has nothing to do with load.</summary>
    Answered,

    /// <summary>Refused for rate.</summary>
    RateLimited,

    /// <summary>Refused for load.</summary>
    Overloaded,

    /// <summary>No answer within the attempt's time.</summary>
    TimedOut,

    /// <summary>A server error, a reset, garbage.</summary>
    Failed,

    /// <summary>Never went over the wire.</summary>
    NotSent,
}

/// <summary>What came of an admitted attempt.</summary>
internal readonly record struct AdmissionReport(AttemptSignal Signal)
{
    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Tokens really used, or null when the server does not say.</summary>
    public int? UsedTokens { get; init; }

    /// <summary>Whether a refusal for rate was about tokens.</summary>
    public bool AboutTokens { get; init; }

    /// <summary>From sending to the whole answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The server's limits, where its headers tell them.</summary>
    public RateLimitHeaders Limits { get; init; }
}
