namespace CommentClassifier.Endpoints;

/// <summary>One attempt's end, whatever it was.</summary>
internal sealed record Attempt(Verdict Verdict, string Message)
{
    /// <summary>The reply, when the verdict is <see cref="Verdict.Answered"/>.</summary>
    public ChatReply? Reply { get; init; }

    /// <summary>The HTTP status, or null when there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>The body of a refusal.</summary>
    public string? Body { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The parameter that is refused.</summary>
    public string? Parameter { get; init; }

    /// <summary>Whether a refusal for rate was about tokens.</summary>
    public bool AboutTokens { get; init; }

    /// <summary>The server's limits.</summary>
    public RateLimitHeaders Limits { get; init; }

    /// <summary>From sending to the whole answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>It was sent, and no answer came back or none that can be read, without a word of refusal: it may have been charged for.</summary>
    public bool IsLost => Verdict is Verdict.Transient && Status is null or (>= 200 and < 300);

    /// <summary>Worth repeating.</summary>
    public bool IsTransient => Verdict is Verdict.Transient or Verdict.Unreachable or Verdict.RateLimited or Verdict.Overloaded;

    /// <summary>The sign of an endpoint that is down; a refusal for rate or load is the sign of one that is up.</summary>
    public bool IsDown => Verdict is Verdict.Transient or Verdict.Unreachable;
}
