using CommentClassifier.Agreement.Calibration;
using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>
/// How far labels can be trusted: human codes against machine labels, or coders among themselves. A pure function of its request; the
/// result serialises (with <see cref="AgreementJson.Options"/>) to the document of <c>agreement --json</c>.
/// </summary>
public static class AgreementAnalysis
{
    /// <summary>Measures every dimension. Throws only for options outside their range.</summary>
    public static AgreementDocument Run(AgreementRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Level is not (> 0 and < 1)) throw new ArgumentException("The confidence level must lie between 0 and 1.", nameof(request));
        ArgumentOutOfRangeException.ThrowIfNegative(request.Resamples, nameof(request));
        if (request.Reference == ReferenceRule.Coder && string.IsNullOrWhiteSpace(request.ReferenceCoder))
            throw new ArgumentException("Name the coder whose labels are the reference.", nameof(request));
        var comments = new CodedComments(request.Humans);
        var dimensions = request.Dimensions.Select(d => d.Machine is null ? CoderAnalysis.Of(comments, request, d) : AgainstMachine(comments, request, d)).ToArray();
        return new AgreementDocument(comments.Count, request.Seed, request.Resamples, dimensions);
    }

    private static DimensionAgreement AgainstMachine(CodedComments comments, AgreementRequest request, DimensionInput dimension)
    {
        var warnings = new List<string>();
        var reference = ReferenceLabels.Of(comments, request, dimension);
        var items = ComparedItems.Of(reference, dimension, out var undeclared);
        Warnings.About(request, reference.Use, items, undeclared, warnings);
        var block = BlockBuilder.Build(items, dimension.OrdinalLabels, request, warnings);
        var answered = items.Missing > 0 ? BlockBuilder.Build(items.Answered(), dimension.OrdinalLabels, request, []) : null;
        var ceiling = CeilingBuilder.Build(reference.Votes.Shared, items.Labels, items, request);
        var prevalence = PrevalenceBuilder.Build(items, dimension.Populations, request.Level, warnings, out var design);
        var units = items.Clustered ? items.Families.Count(f => f is null) + items.Families.Where(f => f is not null).Distinct().Count() : items.Gold.Length;
        return new DimensionAgreement(block)
        {
            Name = dimension.Name,
            Reference = reference.Use,
            Resampled = new ResampledUnits(
                items.Clustered ? "families of identical texts" : "comments", design is null ? null : $"sampling design ({design})", units, SeededGenerator.Name),
            Unmatched = items.Unmatched,
            Failures = FailuresOf(items),
            AnsweredOnly = answered,
            Weighted = WeightedFigures(items, dimension),
            Prevalence = prevalence,
            Ceiling = ceiling,
            Calibration = CalibrationOf(items),
            Verdict = Sentences.Verdict(block, ceiling, false),
            Warnings = warnings,
        };
    }

    private static Failures FailuresOf(ComparedItems items)
    {
        int Count(MachineState state) => items.Given.Count(a => a?.State == state);
        var missing = items.Given.Count(a => a is null or { State: MachineState.Missing } or { State: MachineState.Labelled, Answered: false });
        var right = items.Gold.Where((g, i) => g == items.Predicted[i]).Count();
        return new Failures(
            Count(MachineState.Refused), Count(MachineState.Filtered), Count(MachineState.Invalid), missing,
            items.Gold.Length == 0 ? null : (right + items.Missing) / (double)items.Gold.Length);
    }

    private static WeightedBlock? WeightedFigures(ComparedItems items, DimensionInput dimension)
    {
        var weights = items.Items.Select(i => i.Weight).ToArray();
        if (weights.All(w => w is null) && dimension.Populations is { } sizes && items.Items.Count > 0 && items.Items.All(i => i.Stratum is not null && sizes.ContainsKey(i.Stratum)))
        {
            var drawn = items.Items.GroupBy(i => i.Stratum!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            weights = [.. items.Items.Select(i => (double?)(sizes[i.Stratum!] / drawn[i.Stratum!]))];
        }
        if (weights.Select(w => w ?? 1).Distinct().Take(2).Count() < 2) return null;
        var labels = items.TableLabels(items.Missing > 0);
        var rows = weights.Select((w, i) => new WeightedItem(items.Gold[i], items.Predicted[i], w ?? 1, items.Families[i])).ToArray();
        var x = WeightedAgreement.Of(labels, rows, items.Clustered, items.Labels.Length);
        var report = LabelReport.Of(x.Table, scored: items.Labels.Length);
        return new WeightedBlock(
            x.Accuracy, x.AccuracyStandardError, x.Kappa, x.KappaStandardError, x.MacroF1, x.EffectiveSize,
            [.. report.Labels.Select(l => new WeightedLabel(l.Label, l.Precision, l.Recall, l.F1))]);
    }

    private static CalibrationBlock? CalibrationOf(ComparedItems items)
    {
        var stated = Enumerable.Range(0, items.Gold.Length)
            .Where(i => items.Predicted[i] < items.Labels.Length && items.Given[i]?.Confidence is >= 0 and <= 1).ToArray();
        if (stated.Length == 0) return null;
        double[] confidence = [.. stated.Select(i => items.Given[i]!.Confidence!.Value)];
        bool[] correct = [.. stated.Select(i => items.Gold[i] == items.Predicted[i])];
        var bins = Reliability.Of(confidence, correct);
        var brier = BrierScore.Of(confidence, correct);
        return new CalibrationBlock(
            stated.Length, bins.Ece, bins.Mce, brier.Score, brier.MeanConfidence, brier.Accuracy, bins.Bins, CoverageCurve.Of(confidence, correct).Thinned().Points);
    }
}
