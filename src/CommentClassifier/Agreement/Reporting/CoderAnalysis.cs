using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Agreement among the coders themselves: with two a full table (first coder in rows), with more the several-rater coefficients.</summary>
internal static class CoderAnalysis
{
    internal static DimensionAgreement Of(CodedComments comments, AgreementRequest request, DimensionInput dimension)
    {
        var warnings = new List<string>();
        var reference = ReferenceLabels.Of(comments, request with { Reference = ReferenceRule.Majority }, dimension);
        var shared = reference.Votes.Shared.OrderBy(v => v.CommentId, StringComparer.Ordinal).ToArray();
        var seen = reference.Votes.Labels.Order(StringComparer.Ordinal).ToArray();
        string[] labels = dimension.Labels is { } declared ? [.. declared, .. seen.Except(declared)] : seen;
        var coders = shared.SelectMany(v => v.Codes.Select(x => x.Coder)).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (shared.Length == 0) warnings.Add("No comment was coded by two coders: agreement among coders cannot be measured.");
        if (request.DraftsNotReviewed) warnings.Add("The human labels are model drafts that were not reviewed: agreement among them proves nothing.");
        if (shared.Length is > 0 and < 50) warnings.Add($"Only {Sentences.Count(shared.Length, "comment")} {(shared.Length == 1 ? "has" : "have")} two codes: intervals are wide and rough.");
        if (reference.Use.Ties > 0) warnings.Add($"{Sentences.Count(reference.Use.Ties, "comment")} {(reference.Use.Ties == 1 ? "has" : "have")} no strict majority: to be adjudicated.");

        var items = shared.Select(v => new CodedItem(v.CommentId, v.Codes[0].Label, null, null, v.Family)).ToArray();
        int Index(string label) => Array.IndexOf(labels, label);
        var first = shared.Select(v => Index(v.Codes.MinBy(x => x.Coder, StringComparer.Ordinal).Label)).ToArray();
        var second = shared.Select(v => Index(v.Codes.MaxBy(x => x.Coder, StringComparer.Ordinal).Label)).ToArray();
        var compared = ComparedItems.OfCoders(labels, items, first, second);
        var ceiling = CeilingBuilder.Build(shared, labels, compared, request);
        var block = coders.Length == 2
            ? BlockBuilder.Build(compared, dimension.OrdinalLabels, request, warnings)
            : Several(shared, labels, ceiling, request.Level);
        if (block.Items > 0 && block.CohenKappa?.Value is null) warnings.Add("The coders used one label only: kappa and alpha are undefined.");
        return new DimensionAgreement(block)
        {
            Name = dimension.Name,
            Reference = reference.Use with { Rule = "coders among themselves" },
            Resampled = new ResampledUnits(compared.Clustered ? "families of identical texts" : "comments", null, shared.Length, SeededGenerator.Name),
            Unmatched = new Unmatched(reference.Votes.Coded - shared.Length, 0),
            Ceiling = ceiling,
            Verdict = shared.Length == 0 ? "No comment was coded twice: nothing can be said about the coders yet." : Sentences.Verdict(block, null, true),
            Warnings = warnings,
        };
    }

    private static AgreementBlock Several(
        SharedComment[] shared, string[] labels, CeilingBlock? ceiling, double level)
    {
        var codes = CodeCounts.FromRatings(labels, shared.Select(v =>
            (IReadOnlyList<int?>)[.. v.Codes.Select(x => (int?)Array.IndexOf(labels, x.Label))]));
        static Figure Of(MultiRaterCoefficient x) => x.Value is null
            ? new Figure(null, null, null, null, null, Reason: x.Reason)
            : new Figure(x.Value, x.StandardError, x.Low, x.High, "linearised, t interval", Reason: x.Reason);
        var fleiss = MultiRater.Fleiss(codes, level: level);
        return new AgreementBlock
        {
            Labels = labels,
            Items = shared.Length,
            PercentAgreement = new Figure(fleiss.Observed, null, null, null, "mean over pairs of codes", Reason: fleiss.Observed is null ? fleiss.Reason : null),
            CohenKappa = new Figure(ceiling?.MeanPairwiseKappa, null, null, null, "mean over pairs of coders"),
            KrippendorffAlpha = ceiling?.KrippendorffAlpha ?? new Figure(null, null, null, null, null, Reason: Reasons.NoPairs),
            FleissKappa = Of(fleiss),
            GwetAc1 = Of(MultiRater.GwetAc(codes, level: level)),
            Pabak = Of(MultiRater.BrennanPrediger(codes, level: level)),
        };
    }
}
