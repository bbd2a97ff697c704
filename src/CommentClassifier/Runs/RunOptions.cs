using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>What one invocation may change about a run without making it another run.</summary>
public sealed record RunOptions
{
    /// <summary>Which comments; a run's selection only ever widens.</summary>
    public RunSelection Selection { get; init; } = new();

    /// <summary>The most comments one request carries, 1 to 100. Default 20.</summary>
    public int BatchSize { get; init; } = 20;

    /// <summary>The most tokens of comment text one request carries, 100 to 1,000,000. Default 6,000.</summary>
    public int BatchTokens { get; init; } = 6_000;

    /// <summary>The most the run may cost in all its life, in US dollars; null for no limit.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>A new replicate instead of resuming; asks everything again.</summary>
    public bool Again { get; init; }

    /// <summary>Whether an answer that was bought before may be used again.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>Whether those that were refused, filtered or invalid are asked again.</summary>
    public bool RetryFailures { get; init; }

    /// <summary>The stored run to go on with, with the selection it has; null finds or makes the one the plan describes.</summary>
    public RunId? Resume { get; init; }

    /// <summary>The share of texts to ask again singly as a control, 0 to 1. Default 0.</summary>
    public double ControlShare { get; init; }

    /// <summary>How long requests in flight may take to finish after a stop was asked for. Default 60 s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Cuts the drain short: what is in flight then counts at its reserved price and is asked again by the next invocation.</summary>
    public CancellationToken EndAtOnce { get; init; }
}
