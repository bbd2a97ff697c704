using System.Text.Json;
using System.Text.Json.Serialization;
using CommentClassifier.Agreement.Calibration;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>How these records are written: camelCase, null for what is undefined, enums as words.</summary>
public static class AgreementJson
{
    /// <summary>Options for <see cref="JsonSerializer"/>; NaN never occurs in the records.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>A figure with its interval and the method of that interval; null with a reason where undefined.</summary>
public sealed record Figure(double? Value, double? Se, double? CiLow, double? CiHigh, string? Method, double? UndefinedShare = null, string? Reason = null);

/// <summary>One label's figures: counts by the reference and the machine, precision and recall (Wilson), F1 (bootstrap).</summary>
public sealed record LabelFigures(string Label, double Human, double Machine, Figure Precision, Figure Recall, Figure F1);

/// <summary>Agreement on one table: human rows, machine columns; ConfusionColumns names the columns ("(no label)" last when some are missing).</summary>
public record AgreementBlock
{
    /// <summary>The labels, in the order of the confusion.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Items compared.</summary>
    public int Items { get; init; }

    /// <summary>Items whose machine label is missing; each counts as a disagreement.</summary>
    public int Missing { get; init; }

    /// <summary>Share of items on which both agree.</summary>
    public Figure? PercentAgreement { get; init; }

    /// <summary>Cohen's kappa.</summary>
    public Figure? CohenKappa { get; init; }

    /// <summary>Linearly weighted kappa; null without ordered labels.</summary>
    public Figure? CohenKappaLinear { get; init; }

    /// <summary>Quadratically weighted kappa; null without ordered labels.</summary>
    public Figure? CohenKappaQuadratic { get; init; }

    /// <summary>Scott's pi.</summary>
    public Figure? ScottPi { get; init; }

    /// <summary>Krippendorff's nominal alpha.</summary>
    public Figure? KrippendorffAlpha { get; init; }

    /// <summary>Fleiss' kappa (two raters: Scott's pi).</summary>
    public Figure? FleissKappa { get; init; }

    /// <summary>Gwet's AC1; depends on the number of labels and never replaces kappa.</summary>
    public Figure? GwetAc1 { get; init; }

    /// <summary>Gwet's AC2 with quadratic weights; null without ordered labels.</summary>
    public Figure? GwetAc2 { get; init; }

    /// <summary>Prevalence- and bias-adjusted kappa (Brennan-Prediger).</summary>
    public Figure? Pabak { get; init; }

    /// <summary>Matthews correlation.</summary>
    public Figure? Mcc { get; init; }

    /// <summary>Macro-F1 over labels with gold or predictions.</summary>
    public Figure? MacroF1 { get; init; }

    /// <summary>Prevalence index (Byrt 1993).</summary>
    public double? PrevalenceIndex { get; init; }

    /// <summary>Bias index (Byrt 1993).</summary>
    public double? BiasIndex { get; init; }

    /// <summary>Names of the confusion's columns.</summary>
    public IReadOnlyList<string> ConfusionColumns { get; init; } = [];

    /// <summary>Rows human, columns machine.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Confusion { get; init; }

    /// <summary>Figures by label.</summary>
    public IReadOnlyList<LabelFigures> PerLabel { get; init; } = [];
}

/// <summary>Where the reference came from, in items. Ties (no strict majority) are left out.</summary>
public sealed record ReferenceUse(string Rule, int Adjudicated, int SoleCoder, int Majority, int Ties);

/// <summary>Ids on one side only.</summary>
public sealed record Unmatched(int Human, int Machine);

/// <summary>Machine answers that are not labels, among the items compared, and the agreement if all of them were right.</summary>
public sealed record Failures(int Refused, int Filtered, int Invalid, int Missing, double? AgreementAtBest);

/// <summary>What a resample draws: items or families for agreement, the sampling design for shares.</summary>
public sealed record ResampledUnits(string Agreement, string? Prevalence, int Units, string Generator);

/// <summary>Hajek-weighted figures of one label; Intervals hold the same precision and recall with error and interval.</summary>
public sealed record WeightedLabel(string Label, double? Precision, double? Recall, double? F1, WeightedIntervals Intervals);

/// <summary>Precision and recall with linearised errors and Wilson intervals on effective items.</summary>
public sealed record WeightedIntervals(Figure Precision, Figure Recall);

/// <summary>
/// Figures weighted by 1/inclusion probability: what the docket, not the sample, would show. Errors by Taylor linearisation over comments or
/// families, strata ignored, which is on the safe side.
/// </summary>
public sealed record WeightedBlock(
    double? PercentAgreement, double? PercentAgreementSe, double? PercentAgreementCiLow, double? PercentAgreementCiHigh,
    double? CohenKappa, double? CohenKappaSe, double? CohenKappaCiLow, double? CohenKappaCiHigh, double? MacroF1, double? MacroF1Se, double? EffectiveItems,
    IReadOnlyList<WeightedLabel> PerLabel);

/// <summary>One label counted by distinct text: a text whose copies were coded differently is split between their labels.</summary>
public sealed record TextLabel(string Label, double Human, double Machine);

/// <summary>The main figures with every distinct text counted once, however often it was submitted; beside the figures by submission.</summary>
public sealed record TextFigures(int Texts, Figure PercentAgreement, Figure CohenKappa, Figure MacroF1, IReadOnlyList<TextLabel> PerLabel);

/// <summary>
/// Does the machine use the labels in other shares than the reference does? On answered items; a small p says that raw counts are off, not
/// which item is wrong. Bhapkar and Bowker are null where identical texts make items dependent.
/// </summary>
public sealed record ShareShift(ShiftTest StuartMaxwell, ShiftTest? Bhapkar, ShiftTest? Bowker, string Method);

/// <summary>Is agreement better than chance? Kappa over its null standard error (Fleiss, Cohen and Everitt 1969).</summary>
public sealed record ChanceTest(double? NullSe, double? Z, double? P);

/// <summary>A second estimate of a share, named.</summary>
public sealed record ShareAlternative(string Method, double? EstimatedShare, double? CiLow, double? CiHigh, double? Lambda);

/// <summary>A docket share corrected for the machine's mistakes; covers comments that have a machine label.</summary>
public sealed record PrevalenceRow(
    string Label, double? MachineShare, double? EstimatedShare, double? CiLow, double? CiHigh, string Method, IReadOnlyList<ShareAlternative> Alternatives);

/// <summary>Agreement of two coders on the comments both coded.</summary>
public sealed record PairFigures(string A, string B, int Items, double? CohenKappa);

/// <summary>
/// One step of the alternative annotator test: the share of coders whom the machine matches at least as well as the others do, less epsilon;
/// 0.5 or more passes.
/// </summary>
public sealed record AltTestStep(double Epsilon, double? WinningRate, double? AdvantageProbability);

/// <summary>
/// The human-human ceiling and where the machine stands to it: DifferenceFigure is the machine's mean kappa with each coder less the coders'
/// mean pairwise kappa, resampled together.
/// </summary>
public sealed record CeilingBlock(
    IReadOnlyList<string> Coders, int Items, Figure KrippendorffAlpha, double? FleissKappa, double? MeanPairwiseKappa, double? MachineMeanKappa,
    double? Difference, Figure? DifferenceFigure, IReadOnlyList<PairFigures> Pairs, IReadOnlyList<AltTestStep> AltTest);

/// <summary>
/// Calibration of stated confidence on the answered items; intervals by families where identical texts are. Ece is binned and biased upwards
/// in small samples; Overconfidence is mean confidence less accuracy.
/// </summary>
public sealed record CalibrationBlock(
    int Items, Figure Overconfidence, Figure BrierScore, double? Ece, double? Mce, double? Brier, double? MeanConfidence, double? Accuracy, IReadOnlyList<ReliabilityBin> Bins, IReadOnlyList<CoveragePoint> Curve);

/// <summary>Everything about one dimension.</summary>
public sealed record DimensionAgreement : AgreementBlock
{
    /// <summary>Takes the primary block's figures.</summary>
    public DimensionAgreement(AgreementBlock block) : base(block)
    {
    }

    /// <summary>The dimension.</summary>
    [JsonPropertyOrder(-1)]
    public string Name { get; init; } = "";

    /// <summary>Which reference was used.</summary>
    public ReferenceUse? Reference { get; init; }

    /// <summary>What was resampled.</summary>
    public ResampledUnits? Resampled { get; init; }

    /// <summary>Ids on one side only.</summary>
    public Unmatched? Unmatched { get; init; }

    /// <summary>Refusals and failures apart.</summary>
    public Failures? Failures { get; init; }

    /// <summary>The share of coded comments that have a machine label.</summary>
    public Figure? Coverage { get; init; }

    /// <summary>Every distinct text counted once; null without identical texts in the sample.</summary>
    public TextFigures? PerDistinctText { get; init; }

    /// <summary>Test of kappa against chance; null where identical texts make items dependent.</summary>
    public ChanceTest? KappaTest { get; init; }

    /// <summary>Whether the machine shifts the shares of labels; null when nothing was answered.</summary>
    public ShareShift? Shift { get; init; }

    /// <summary>The block again without missing labels; null when none is missing.</summary>
    public AgreementBlock? AnsweredOnly { get; init; }

    /// <summary>Weighted figures; null when weights are equal or absent.</summary>
    public WeightedBlock? Weighted { get; init; }

    /// <summary>Corrected docket shares; null without populations.</summary>
    public IReadOnlyList<PrevalenceRow>? Prevalence { get; init; }

    /// <summary>Human-human ceiling; null with fewer than two coders.</summary>
    public CeilingBlock? Ceiling { get; init; }

    /// <summary>Calibration; null without stated confidences.</summary>
    public CalibrationBlock? Calibration { get; init; }

    /// <summary>One sentence.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>What to know before relying on it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The document of <c>agreement --json</c>.</summary>
public sealed record AgreementDocument(int Items, ulong Seed, int Resamples, IReadOnlyList<DimensionAgreement> Dimensions);
