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
        var shift = ShiftBuilder.Build(items, warnings);
        var prevalence = PrevalenceBuilder.Build(items, dimension.Populations, request.Level, warnings, out var design);
        var weighted = WeightedBuilder.Build(items, dimension, request.Level);
        var units = items.Clustered ? items.Families.Count(f => f is null) + items.Families.Where(f => f is not null).Distinct().Count() : items.Gold.Length;
        return new DimensionAgreement(block)
        {
            Name = dimension.Name,
            Reference = reference.Use,
            Resampled = new ResampledUnits(
                items.Clustered ? "families of identical texts" : "comments", design is null ? null : $"sampling design ({design})", units, SeededGenerator.Name),
            Unmatched = items.Unmatched,
            Failures = FailuresOf(items),
            Coverage = BlockBuilder.Share(items, [.. Enumerable.Range(0, items.Gold.Length)], i => items.Predicted[i] < items.Labels.Length, request.Level),
            PerDistinctText = TextBuilder.Build(items, request),
            KappaTest = items.Clustered ? null : ShiftBuilder.Chance(items),
            Shift = shift,
            AnsweredOnly = answered,
            Weighted = weighted,
            Prevalence = prevalence,
            Ceiling = ceiling,
            Calibration = CalibrationBuilder.Build(items, request.Level),
            Verdict = weighted?.CohenKappa is null ? Sentences.Verdict(block, ceiling, false) : Sentences.Verdict(block, weighted, ceiling),
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
}
