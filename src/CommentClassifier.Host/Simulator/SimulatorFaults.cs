namespace CommentClassifier.Host.Simulator;

/// <summary>How often each fault happens, as a share of requests from 0 to 1.</summary>
public sealed record SimulatorFaults
{
    /// <summary>HTTP 500.</summary>
    public double Error500 { get; init; }

    /// <summary>HTTP 503.</summary>
    public double Error503 { get; init; }

    /// <summary>HTTP 429 although within the limits, in a form of Retry-After picked at random.</summary>
    public double RateLimited { get; init; }

    /// <summary>The connection is reset.</summary>
    public double Reset { get; init; }

    /// <summary>No answer until the client gives up.</summary>
    public double Hang { get; init; }

    /// <summary>Ten times the latency.</summary>
    public double Slow { get; init; }

    /// <summary>An answer that is no chat completion (HTML with status 200).</summary>
    public double Garbage { get; init; }

    /// <summary>Content that is broken JSON.</summary>
    public double BrokenJson { get; init; }

    /// <summary>Content cut off, <c>finish_reason</c> <c>length</c>.</summary>
    public double Truncated { get; init; }

    /// <summary>The model declines.</summary>
    public double Refusal { get; init; }

    /// <summary>Azure's content filter on the prompt: HTTP 400.</summary>
    public double ContentFilter { get; init; }

    /// <summary>Azure's content filter on the answer: <c>finish_reason</c> <c>content_filter</c>.</summary>
    public double ContentFilterFinish { get; init; }

    /// <summary>One item has a label that the schema lacks.</summary>
    public double WrongLabel { get; init; }

    /// <summary>One item has a quote that does not stand in its text.</summary>
    public double WrongQuote { get; init; }

    /// <summary>One item is left out.</summary>
    public double MissingId { get; init; }

    /// <summary>One item comes twice.</summary>
    public double DuplicateId { get; init; }

    /// <summary>One item more than was asked, with an id of its own.</summary>
    public double ForeignId { get; init; }

    /// <summary>Two items have each other's ids.</summary>
    public double SwappedIds { get; init; }
}
