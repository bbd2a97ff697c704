namespace CommentClassifier.Ledger;

/// <summary>A run in figures, read from the store.</summary>
public sealed record RunSummary
{
    /// <summary>The run.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>Comments selected by this run so far.</summary>
    public required long Comments { get; init; }

    /// <summary>The states of the selection; they add up to <see cref="Comments"/>.</summary>
    public required StateCounts States { get; init; }

    /// <summary>The states of the whole docket under this run; comments outside the selection are pending, unreadable or withdrawn.</summary>
    public required StateCounts DocketStates { get; init; }

    /// <summary>Requests that went to the endpoint.</summary>
    public long Requests { get; init; }

    /// <summary>Attempts beyond the first of each request.</summary>
    public long Retries { get; init; }

    /// <summary>Distinct texts answered from the reply cache.</summary>
    public long Cached { get; init; }

    /// <summary>Prompt tokens, settled at the endpoint's account and unsettled at their reservation.</summary>
    public long PromptTokens { get; init; }

    /// <summary>Completion tokens, likewise.</summary>
    public long CompletionTokens { get; init; }

    /// <summary>US dollars, likewise.</summary>
    public decimal CostUsd { get; init; }
}
