using CommentClassifier.Agreement.Coders;
using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Agreement among the coders on the comments two or more of them coded.</summary>
internal static class CeilingBuilder
{
    private static readonly double[] Epsilons = [0, 0.05, 0.1, 0.15, 0.2];

    internal static CeilingBlock? Build(
        SharedComment[] shared, string[] labels, ComparedItems? compared, AgreementRequest request)
    {
        if (shared.Length == 0) return null;
        string[] ids = [.. shared.Select(s => s.CommentId)];
        var coders = shared.SelectMany(s => s.Codes.Select(c => c.Coder)).Distinct().Order(StringComparer.Ordinal).ToArray();
        var seat = coders.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => x.i, StringComparer.Ordinal);
        var place = labels.Select((l, i) => (l, i)).ToDictionary(x => x.l, x => x.i, StringComparer.Ordinal);
        var ratings = shared.Select(comment =>
        {
            var row = new int?[coders.Length];
            foreach (var (coder, label) in comment.Codes)
                if (place.TryGetValue(label, out var k)) row[seat[coder]] = k;
            return (IReadOnlyList<int?>)row;
        }).ToArray();
        var (machine, family) = Machine(ids, compared);

        var codes = CodeCounts.FromRatings(labels, ratings);
        var alpha = KrippendorffAlpha.Of(codes);
        var summary = ids.Length < 2 ? null
            : BootstrapSummary.Of(AlphaBootstrapping.Run(codes, request.Resamples, request.Seed, family: family), request.Level);
        var clustered = family is not null && family.Where(f => f is not null).GroupBy(f => f).Any(g => g.Count() > 1);
        var ceiling = HumanCeiling.Of(labels, ratings, machine);
        return new CeilingBlock(
            coders, ids.Length, BlockBuilder.FigureOf(alpha.Value, null, alpha.Reason, summary, clustered ? "family bootstrap" : "unit bootstrap"),
            FleissKappa.Of(codes).Kappa, ceiling.HumanHumanMean, ceiling.MachineHumanMean, ceiling.Difference,
            Distance(),             [.. ceiling.Pairs.Select(p => new PairFigures(coders[p.A], coders[p.B], p.Items, p.Kappa))],
            coders.Length >= 3 && machine is not null ? Sweep(shared, machine, labels) : []);

        Figure? Distance()
        {
            if (machine is null) return null;
            var drawn = ids.Length < 2 || request.Resamples < 1 || ceiling.Difference is null ? null
                : BootstrapSummary.Of(CeilingBootstrap.Run(labels.Length, ratings, machine, family, request.Resamples, request.Seed), request.Level);
            return BlockBuilder.FigureOf(ceiling.Difference, null, Reasons.NoPairs, drawn, clustered ? "family bootstrap" : "bootstrap");
        }
    }

    private static (int?[]? Machine, string?[]? Family) Machine(string[] ids, ComparedItems? compared)
    {
        if (compared is null) return (null, null);
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < compared.Items.Count; i++) at[compared.Items[i].CommentId] = i;
        var machine = ids.Select(id => at.TryGetValue(id, out var i) && compared.Predicted[i] < compared.Labels.Length ? compared.Predicted[i] : (int?)null).ToArray();
        var family = ids.Select(id => at.TryGetValue(id, out var i) ? compared.Families[i] : null).ToArray();
        return (compared.Given.Any(a => a is not null) ? machine : null, family);
    }

    private static AltTestStep[] Sweep(SharedComment[] shared, int?[] machine, string[] labels)
    {
        var humans = shared.SelectMany(s => s.Codes.Select(c => (id: s.CommentId, c.Coder, c.Label))).GroupBy(x => x.Coder, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, string>)g.ToDictionary(x => x.id, x => x.Label, StringComparer.Ordinal), StringComparer.Ordinal);
        var model = shared.Select((s, i) => (id: s.CommentId, machine[i])).Where(x => x.Item2 is not null)
            .ToDictionary(x => x.id, x => labels[x.Item2!.Value], StringComparer.Ordinal);
        return [.. Epsilons.Select(epsilon =>
        {
            var test = AlternativeTest.Of(humans, model, epsilon);
            return new AltTestStep(epsilon, test.WinningRate, test.AdvantageProbability);
        })];
    }
}
