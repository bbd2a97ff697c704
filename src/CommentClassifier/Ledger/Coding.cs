using CommentClassifier.Dockets;

namespace CommentClassifier.Ledger;

/// <summary>One person's label for one dimension of one comment. History is append-only; the latest of a coder counts.</summary>
public sealed record HumanLabel(CommentId Comment, string Coder, string Dimension, string Label, DateTimeOffset At);

/// <summary>Which comments are coded, by which design.</summary>
/// <param name="Id">The sample's id.</param>
/// <param name="Docket">The docket it was drawn from.</param>
/// <param name="Design"><c>simple</c>, <c>stratified</c> or <c>given</c> (brought from outside).</param>
/// <param name="Seed">The seed it was drawn with, if it was drawn here.</param>
/// <param name="By">What the strata are (<c>run/dimension</c>), if any.</param>
/// <param name="CreatedAt">When it was drawn.</param>
public sealed record Sample(string Id, DocketId Docket, string Design, long? Seed, string? By, DateTimeOffset CreatedAt);

/// <summary>A comment in a sample, with the weight its inclusion probability gives it.</summary>
public sealed record SampleItem(CommentId Comment, string? Stratum, double? Weight);

/// <summary>Who is right about a disagreement.</summary>
public enum VerdictKind
{
    /// <summary>The human label stands.</summary>
    HumanRight,

    /// <summary>The model's label is right.</summary>
    ModelRight,

    /// <summary>Both can be defended.</summary>
    BothDefensible,

    /// <summary>The codebook does not decide the case.</summary>
    CodebookGap,

    /// <summary>The two agree and the audit found them right (control items).</summary>
    Agreed,

    /// <summary>The two agree and both are wrong.</summary>
    BothWrong,
}

/// <summary>A verdict on one comment and dimension of a run; append-only, the latest counts.</summary>
public sealed record Verdict
{
    /// <summary>The run whose label was audited.</summary>
    public required RunId Run { get; init; }

    /// <summary>The comment.</summary>
    public required CommentId Comment { get; init; }

    /// <summary>The dimension.</summary>
    public required string Dimension { get; init; }

    /// <summary>Who is right.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>The label that should stand, where one does.</summary>
    public string? AdjudicatedLabel { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>Who says so.</summary>
    public required string Coder { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
