namespace CommentClassifier.Agreement.Reporting;

/// <summary>One coder's labels of one comment (dimension to label; a blank or absent label is not coded), with the sampling design.</summary>
public sealed record HumanCode(
    string CommentId, string Coder, IReadOnlyDictionary<string, string> Labels, string? Stratum = null, double? Weight = null, string? FamilyKey = null);

/// <summary>Why a comment has a machine label or none.</summary>
public enum MachineState
{
    /// <summary>A valid label.</summary>
    Labelled,
    /// <summary>The model declined.</summary>
    Refused,
    /// <summary>A content filter stopped it.</summary>
    Filtered,
    /// <summary>The reply could not be used.</summary>
    Invalid,
    /// <summary>Nothing there.</summary>
    Missing,
}

/// <summary>The machine's answer for one comment and dimension: a label, or the state that took its place; confidence in [0,1] if stated.</summary>
public sealed record MachineLabel(
    string CommentId, string? Label, MachineState State = MachineState.Labelled, double? Confidence = null, string? FamilyKey = null)
{
    internal bool Answered => State == MachineState.Labelled && !string.IsNullOrWhiteSpace(Label);
}

/// <summary>Which label stands for the truth.</summary>
public enum ReferenceRule
{
    /// <summary>The adjudicated label, else the sole coder's, else the strict majority's; ties are left out.</summary>
    Automatic,
    /// <summary>Adjudicated labels only.</summary>
    Adjudicated,
    /// <summary>The strict majority of the coders (a sole coder counts), whatever was adjudicated.</summary>
    Majority,
    /// <summary>One named coder.</summary>
    Coder,
}

/// <summary>
/// One dimension to measure. Labels: the declared list (else those seen, in ordinal order). OrdinalLabels: the scale, in order, a part of
/// the labels. Populations: how many comments of the docket carry each machine label. Machine null: coders among themselves.
/// </summary>
public sealed record DimensionInput(string Name)
{
    /// <summary>Declared labels, or null.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Ordered labels, or null for a dimension without order.</summary>
    public IReadOnlyList<string>? OrdinalLabels { get; init; }

    /// <summary>Machine answers, one a comment (the last wins), or null.</summary>
    public IReadOnlyList<MachineLabel>? Machine { get; init; }

    /// <summary>Adjudicated labels by comment.</summary>
    public IReadOnlyDictionary<string, string>? Adjudicated { get; init; }

    /// <summary>Docket counts by machine label.</summary>
    public IReadOnlyDictionary<string, double>? Populations { get; init; }
}

/// <summary>What to measure and how.</summary>
public sealed record AgreementRequest(IReadOnlyList<HumanCode> Humans, IReadOnlyList<DimensionInput> Dimensions)
{
    /// <summary>Bootstrap resamples, 2000 by default.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Seed of every resample; the same seed gives the same document.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Confidence level in (0,1).</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Which label is the reference.</summary>
    public ReferenceRule Reference { get; init; }

    /// <summary>The coder that <see cref="ReferenceRule.Coder"/> names.</summary>
    public string? ReferenceCoder { get; init; }

    /// <summary>The sample was picked by the model's own uncertainty: inclusion probabilities are unknown.</summary>
    public bool SampleDrawnByModel { get; init; }

    /// <summary>The prompt was tuned on these very comments.</summary>
    public bool TunedOnSample { get; init; }

    /// <summary>The human labels started as model drafts that nobody reviewed.</summary>
    public bool DraftsNotReviewed { get; init; }
}
