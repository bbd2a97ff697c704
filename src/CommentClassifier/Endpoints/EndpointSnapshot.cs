namespace CommentClassifier.Endpoints;

/// <summary>Why requests wait.</summary>
public enum AdmissionWait
{
    /// <summary>Nothing waits.</summary>
    None,

    /// <summary>For one in flight to come back.</summary>
    Concurrency,

    /// <summary>For the requests-per-minute budget.</summary>
    Requests,

    /// <summary>For the tokens-per-minute budget.</summary>
    Tokens,

    /// <summary>Because the server asked for a pause.</summary>
    Pause,
}

/// <summary>What an endpoint allows and waits for at this moment, for live display.</summary>
public sealed record EndpointSnapshot
{
    /// <summary>Requests on the wire.</summary>
    public int InFlight { get; init; }

    /// <summary>The most that were on the wire at once.</summary>
    public int PeakInFlight { get; init; }

    /// <summary>How many may be on the wire now.</summary>
    public int ConcurrencyLimit { get; init; }

    /// <summary>The requests-per-minute limit in force (the settings' or the server's), or null.</summary>
    public double? RequestsPerMinuteLimit { get; init; }

    /// <summary>The tokens-per-minute limit in force, or null.</summary>
    public double? TokensPerMinuteLimit { get; init; }

    /// <summary>Requests admitted over the last minute.</summary>
    public double RequestsLastMinute { get; init; }

    /// <summary>Tokens reserved or settled over the last minute.</summary>
    public double TokensLastMinute { get; init; }

    /// <summary>Share of the paced rate in use after refusals: 1 normally, less while the server refuses what it allows.</summary>
    public double PaceFactor { get; init; } = 1;

    /// <summary>How many wait for admission.</summary>
    public int Waiting { get; init; }

    /// <summary>What the first of them waits for.</summary>
    public AdmissionWait WaitingFor { get; init; }

    /// <summary>How long until it may go, where that is a matter of time.</summary>
    public TimeSpan? WaitingTime { get; init; }

    /// <summary>Attempts that came back, with whatever.</summary>
    public long Attempts { get; init; }

    /// <summary>Refusals for rate (429).</summary>
    public long RateLimited { get; init; }

    /// <summary>Refusals for load.</summary>
    public long Overloaded { get; init; }

    /// <summary>Attempts without an answer in their time.</summary>
    public long TimedOut { get; init; }

    /// <summary>Server errors, resets and garbage.</summary>
    public long Failed { get; init; }

    /// <summary>Attempts that repeated an earlier one.</summary>
    public long Retries { get; init; }

    /// <summary>Answers to prompts that the server counted as less than half of what was sent: it may have cut them.</summary>
    public long ShortPrompts { get; init; }

    /// <summary>Cuts of the concurrency limit.</summary>
    public int Cuts { get; init; }

    /// <summary>Median latency of the last answers, or null before the first.</summary>
    public TimeSpan? MedianLatency { get; init; }
}
