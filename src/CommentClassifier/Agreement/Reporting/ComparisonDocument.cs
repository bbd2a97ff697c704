namespace CommentClassifier.Agreement.Reporting;

/// <summary>One run or prompt in a comparison: its labels, and what it cost. ExampleIds are the comments shown as few-shot examples.</summary>
public sealed record ComparedRun(string Name, IReadOnlyDictionary<string, IReadOnlyList<MachineLabel>> Labels)
{
    /// <summary>Comments shown to the model as examples.</summary>
    public IReadOnlyCollection<string> ExampleIds { get; init; } = [];

    /// <summary>Money spent, if known.</summary>
    public double? CostUsd { get; init; }

    /// <summary>Prompt and completion tokens, if known.</summary>
    public long? Tokens { get; init; }
}

/// <summary>Two or more runs on the same coded comments. Dimensions' Machine lists are ignored.</summary>
public sealed record ComparisonRequest(IReadOnlyList<HumanCode> Humans, IReadOnlyList<DimensionInput> Dimensions, IReadOnlyList<ComparedRun> Runs)
{
    /// <summary>Bootstrap resamples and random permutations, 10,000 by default.</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>Seed of both.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Confidence level.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Which label is the reference.</summary>
    public ReferenceRule Reference { get; init; }

    /// <summary>The coder that <see cref="ReferenceRule.Coder"/> names.</summary>
    public string? ReferenceCoder { get; init; }
}

/// <summary>A run's quality on the shared items (no intervals here: two separate intervals are not a test), beside its cost.</summary>
public sealed record RunFigures(string Run, double? Kappa, double? Accuracy, double? MacroF1, int Missing, double? CostUsd, long? Tokens);

/// <summary>A paired difference B - A: bootstrap interval and permutation p.</summary>
public sealed record DeltaFigure(double? Value, double? CiLow, double? CiHigh, double? P);

/// <summary>
/// McNemar's test: b = A right and B wrong, c = A wrong and B right; P is mid-p, ExactP the conditional exact one, PAdjusted Holm's over the
/// pairs' mid-p. Difference is the share right in B less that in A, with Tango's score interval and Newcombe's beside it. All of it takes
/// comments as independent: where Resampled names families, read DeltaAccuracy instead.
/// </summary>
public sealed record McNemarFigures(double B, double C, double P, double PAdjusted, double ExactP, double? Difference, Bounds Tango, Bounds Newcombe);

/// <summary>The ends of an interval.</summary>
public sealed record Bounds(double? CiLow, double? CiHigh);

/// <summary>A chi-square test of equal shares of labels.</summary>
public sealed record ShiftTest(double? Statistic, int Df, double? P);

/// <summary>A comment on which the two runs differ; null is no label.</summary>
public sealed record Flip(string CommentId, string Human, string? A, string? B);

/// <summary>
/// One pair of runs. PAdjusted is Holm's over the pairs' kappa permutation p values; PScreening is Benjamini and Hochberg's, for picking
/// candidates among many prompts. StuartMaxwell is made of families where texts are identical, and Bhapkar is then null.
/// </summary>
public sealed record PairComparison(
    string A, string B, DeltaFigure DeltaKappa, DeltaFigure DeltaMacroF1, DeltaFigure DeltaAccuracy, McNemarFigures Mcnemar, ShiftTest StuartMaxwell,
    ShiftTest? Bhapkar, double? PAdjusted, double? PScreening, int? MoreLabelsNeeded, IReadOnlyList<Flip> Flips, string Verdict);

/// <summary>All runs on one dimension; Resampled names the unit drawn and swapped.</summary>
public sealed record DimensionComparison(
    string Name, int Items, IReadOnlyList<string> Labels, string Resampled, IReadOnlyList<RunFigures> Runs, IReadOnlyList<PairComparison> Pairs,
    ShiftTest? CochranQ, IReadOnlyList<string> Warnings);

/// <summary>The document of <c>compare --json</c>.</summary>
public sealed record ComparisonDocument(int Items, ulong Seed, int Resamples, IReadOnlyList<DimensionComparison> Dimensions);

/// <summary>A run's few-shot examples are among the coded comments: the comparison would flatter it, so it is refused.</summary>
public sealed class ExamplesInSampleException(string run, IReadOnlyList<string> ids)
    : Exception($"Run {run} was shown {ids.Count} of the coded comments as examples ({string.Join(", ", ids.Take(5))}): leave them out of the sample or out of the prompt.")
{
    /// <summary>The comments.</summary>
    public IReadOnlyList<string> CommentIds { get; } = ids;
}
