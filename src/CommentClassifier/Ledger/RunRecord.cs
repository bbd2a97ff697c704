using CommentClassifier.Dockets;

namespace CommentClassifier.Ledger;

/// <summary>A run as it is stored.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Spec">What makes it this run.</param>
/// <param name="CreatedAt">When it was first started.</param>
/// <param name="Kind">Whether a model, a baseline or nothing but rules made the labels.</param>
public sealed record RunRecord(RunId Id, RunSpec Spec, DateTimeOffset CreatedAt, RunKind Kind);

/// <summary>What produced a run's labels.</summary>
public enum RunKind
{
    /// <summary>A language model behind an endpoint.</summary>
    Model,

    /// <summary>The built-in keyword endpoint: not a language model, and every output says so.</summary>
    Keywords,

    /// <summary>A classifier trained on the coded sample, cross-fitted.</summary>
    Baseline,
}

/// <summary>Which comments of the docket one invocation selects; a run's selection only ever widens.</summary>
public sealed record RunSelection
{
    /// <summary>Only comments that have a human label.</summary>
    public bool CodedOnly { get; init; }

    /// <summary>Only these comments, if given.</summary>
    public IReadOnlyCollection<CommentId>? Ids { get; init; }

    /// <summary>At most so many, in the order of import.</summary>
    public long? Limit { get; init; }
}
