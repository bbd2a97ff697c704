namespace CommentClassifier.Ledger;

/// <summary>How many comments are in each state; the sum is the selection (or the docket), always.</summary>
public sealed record StateCounts
{
    /// <summary>Comments with a label for every dimension.</summary>
    public long Labelled { get; init; }

    /// <summary>Comments the model declined.</summary>
    public long Refused { get; init; }

    /// <summary>Comments a content filter stopped.</summary>
    public long Filtered { get; init; }

    /// <summary>Comments whose replies stayed invalid.</summary>
    public long Invalid { get; init; }

    /// <summary>Comments that do not fit.</summary>
    public long Oversized { get; init; }

    /// <summary>Comments without a text of their own.</summary>
    public long Unreadable { get; init; }

    /// <summary>Comments withdrawn.</summary>
    public long Withdrawn { get; init; }

    /// <summary>Comments that still wait.</summary>
    public long Pending { get; init; }

    /// <summary>The sum over the states.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Total => Labelled + Refused + Filtered + Invalid + Oversized + Unreadable + Withdrawn + Pending;

    /// <summary>Comments that were asked and have no label: refused, filtered, invalid, oversized.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Failed => Refused + Filtered + Invalid + Oversized;

    /// <summary>How many are in <paramref name="state"/>.</summary>
    public long Of(CommentState state) => state switch
    {
        CommentState.Labelled => Labelled,
        CommentState.Refused => Refused,
        CommentState.Filtered => Filtered,
        CommentState.Invalid => Invalid,
        CommentState.Oversized => Oversized,
        CommentState.Unreadable => Unreadable,
        CommentState.Withdrawn => Withdrawn,
        CommentState.Pending => Pending,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>These counts with <paramref name="count"/> more in <paramref name="state"/>.</summary>
    public StateCounts With(CommentState state, long count) => state switch
    {
        CommentState.Labelled => this with { Labelled = Labelled + count },
        CommentState.Refused => this with { Refused = Refused + count },
        CommentState.Filtered => this with { Filtered = Filtered + count },
        CommentState.Invalid => this with { Invalid = Invalid + count },
        CommentState.Oversized => this with { Oversized = Oversized + count },
        CommentState.Unreadable => this with { Unreadable = Unreadable + count },
        CommentState.Withdrawn => this with { Withdrawn = Withdrawn + count },
        CommentState.Pending => this with { Pending = Pending + count },
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}
