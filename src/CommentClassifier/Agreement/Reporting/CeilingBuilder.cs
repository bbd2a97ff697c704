using CommentClassifier.Agreement.Coders;
using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>
/// Agreement among the coders on the comments two or more of them coded, and the machine's with each of them on the same comments: those
/// on which the coders are tied too, or the machine would be measured on the easy ones, and with a missing label as a wrong one.
/// </summary>
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
        // A label that never won a comment is still what a coder said.
        labels = [.. labels, .. shared.SelectMany(s => s.Codes.Select(c => c.Label)).Concat(compared?.ToTies.Values.Where(a => a.Answered).Select(a => a.Label!) ?? [])
            .Distinct(StringComparer.Ordinal).Except(labels, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var place = labels.Select((l, i) => (l, i)).ToDictionary(x => x.l, x => x.i, StringComparer.Ordinal);
        var ratings = shared.Select(comment =>
        {
            var row = new int?[coders.Length];
            foreach (var (coder, label) in comment.Codes)
                if (place.TryGetValue(label, out var k)) row[seat[coder]] = k;
            return (IReadOnlyList<int?>)row;
        }).ToArray();
        var (machine, family) = Machine(shared, compared, place);

        var codes = CodeCounts.FromRatings(labels, ratings);
        var alpha = KrippendorffAlpha.Of(codes);
        var summary = ids.Length < 2 ? null
            : BootstrapSummary.Of(AlphaBootstrapping.Run(codes, request.Resamples, request.Seed, family: family), request.Level);
        var clustered = family is not null && family.Where(f => f is not null).GroupBy(f => f).Any(g => g.Count() > 1);
        var ceiling = HumanCeiling.Of([.. labels, ComparedItems.NoLabel], ratings, machine);
        return new CeilingBlock(
            coders, ids.Length, BlockBuilder.FigureOf(alpha.Value, null, alpha.Reason, summary, clustered ? "family bootstrap" : "unit bootstrap"),
            FleissKappa.Of(codes).Kappa, ceiling.HumanHumanMean, ceiling.MachineHumanMean, ceiling.Difference,
            Distance(), [.. ceiling.Pairs.Select(p => new PairFigures(coders[p.A], coders[p.B], p.Items, p.Kappa))],
            coders.Length >= 3 && machine is not null ? Sweep(shared, machine, labels) : []);

        Figure? Distance()
        {
            if (machine is null) return null;
            var drawn = ids.Length < 2 || request.Resamples < 1 || ceiling.Difference is null ? null
                : BootstrapSummary.Of(CeilingBootstrap.Run(labels.Length + 1, ratings, machine, family, request.Resamples, request.Seed), request.Level);
            return BlockBuilder.FigureOf(ceiling.Difference, null, ceiling.Difference is null ? Reasons.NoPairs : null, drawn, clustered ? "family bootstrap" : "bootstrap");
        }
    }

    /// <summary>The machine's label of each comment, one past the last where it gave none; null without a machine.</summary>
    private static (int?[]? Machine, string?[]? Family) Machine(SharedComment[] shared, ComparedItems? compared, Dictionary<string, int> place)
    {
        if (compared is null) return (null, null);
        var given = compared.Given.OfType<MachineLabel>().ToDictionary(a => a.CommentId, StringComparer.Ordinal);
        if (given.Count + compared.ToTies.Count == 0) return (null, [.. shared.Select(s => s.Family)]);
        var answers = shared.Select(s => given.GetValueOrDefault(s.CommentId) ?? compared.ToTies.GetValueOrDefault(s.CommentId)).ToArray();
        return (
            [.. answers.Select(a => (int?)(a is { Answered: true } ? place[a.Label!] : place.Count))],
            [.. shared.Select((s, i) => s.Family ?? answers[i]?.FamilyKey)]);
    }

    private static AltTestStep[] Sweep(SharedComment[] shared, int?[] machine, string[] labels)
    {
        var humans = shared.SelectMany(s => s.Codes.Select(c => (id: s.CommentId, c.Coder, c.Label))).GroupBy(x => x.Coder, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, string>)g.ToDictionary(x => x.id, x => x.Label, StringComparer.Ordinal), StringComparer.Ordinal);
        // A missing label matches nobody.
        var model = shared.Select((s, i) => (s.CommentId, Label: machine[i] is { } k && k < labels.Length ? labels[k] : ComparedItems.NoLabel))
            .ToDictionary(x => x.CommentId, x => x.Label, StringComparer.Ordinal);
        return [.. Epsilons.Select(epsilon =>
        {
            var test = AlternativeTest.Of(humans, model, epsilon);
            return new AltTestStep(epsilon, test.WinningRate, test.AdvantageProbability);
        })];
    }
}
