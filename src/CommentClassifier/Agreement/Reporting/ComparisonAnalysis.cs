using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Comparison;
using CommentClassifier.Agreement.Resampling;
using CommentClassifier.Agreement.Sampling;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Is one prompt better than another on the same coded comments, and where do they differ? A pure function of its request.</summary>
public static class ComparisonAnalysis
{
    /// <summary>
    /// Compares all pairs of runs on every dimension. Fewer than two runs: throws; few-shot examples in the sample:
    /// <see cref="ExamplesInSampleException"/>. A missing label is a wrong one.
    /// </summary>
    public static ComparisonDocument Run(ComparisonRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Runs.Count < 2) throw new ArgumentException("A comparison needs two runs or more.", nameof(request));
        var comments = new CodedComments(request.Humans);
        foreach (var run in request.Runs)
            if (run.ExampleIds.Where(id => comments.PlaceOf(id) >= 0).Distinct().ToArray() is { Length: > 0 } leaked) throw new ExamplesInSampleException(run.Name, leaked);
        return new ComparisonDocument(comments.Count, request.Seed, request.Resamples, [.. request.Dimensions.Select(d => Dimension(comments, request, d))]);
    }

    private static DimensionComparison Dimension(CodedComments comments, ComparisonRequest request, DimensionInput dimension)
    {
        var reference = ReferenceLabels.Of(
            comments, new AgreementRequest(request.Humans, []) { Reference = request.Reference, ReferenceCoder = request.ReferenceCoder }, dimension);
        // One label list for all runs, so that every table has the same shape.
        var answers = request.Runs.Select(r => r.Labels.GetValueOrDefault(dimension.Name) ?? []).ToArray();
        var seen = reference.Items.Select(i => i.Reference)
            .Concat(answers.SelectMany(a => a).Where(a => a.Answered && reference.ItemOf(a.CommentId, out _) >= 0).Select(a => a.Label!)).Distinct().Order(StringComparer.Ordinal);
        string[] labels = dimension.Labels is { } declared ? [.. declared, .. seen.Except(declared)] : [.. seen];
        var runs = answers.Select(a => ComparedItems.Of(reference, dimension with { Labels = labels, Machine = a }, out _)).ToArray();
        var families = Enumerable.Range(0, reference.Items.Count).Select(i => runs.Select(r => r.Families[i]).FirstOrDefault(f => f is not null)).ToArray();
        var clustered = families.Where(f => f is not null).GroupBy(f => f).Any(g => g.Count() > 1);

        var pairs = new List<(int A, int B, PairComparison Pair)>();
        for (var a = 0; a < runs.Length; a++)
            for (var b = a + 1; b < runs.Length; b++)
                pairs.Add((a, b, Pair(request, request.Runs[a].Name, request.Runs[b].Name, runs[a], runs[b], clustered ? families : null)));
        double?[] raw = [.. pairs.Select(p => p.Pair.DeltaKappa.P)];
        var (kappaP, screened) = (MultipleTesting.Holm(raw), MultipleTesting.BenjaminiHochberg(raw));
        var mcNemarP = MultipleTesting.Holm([.. pairs.Select(p => (double?)p.Pair.Mcnemar.P)]);
        RunFigures[] figures = [.. runs.Select((r, i) => Figures(request.Runs[i], r))];
        var finished = pairs.Select((p, i) =>
        {
            var pair = p.Pair with { PAdjusted = kappaP[i], PScreening = screened[i], Mcnemar = p.Pair.Mcnemar with { PAdjusted = mcNemarP[i]!.Value } };
            return pair with { Verdict = PairSentence.Of(pair, figures[p.A].Kappa, figures[p.B].Kappa, reference.Items.Count, pairs.Count) };
        }).ToArray();
        var q = runs.Length < 3 ? null : MarginalTests.CochranQ(
            [.. Enumerable.Range(0, reference.Items.Count).Select(i => (IReadOnlyList<bool>)[.. runs.Select(r => r.Gold[i] == r.Predicted[i])])]);
        return new DimensionComparison(
            dimension.Name, reference.Items.Count, labels, clustered ? "families of identical texts" : "comments",
            figures, finished, q is null ? null : new ShiftTest(q.Statistic, q.Df, q.P),
            WarningsOf(reference, runs.Length, runs[0], clustered));
    }

    private static PairComparison Pair(ComparisonRequest request, string nameA, string nameB, ComparedItems a, ComparedItems b, string?[]? families)
    {
        var labels = a.TableLabels(a.Missing + b.Missing > 0);
        int k = labels.Length, n = a.Gold.Length;
        var joint = JointTable.From(labels, a.Gold, a.Predicted, b.Predicted, a.Labels.Length);
        var cell = new int[n];
        for (var i = 0; i < n; i++) cell[i] = (a.Gold[i] * k + a.Predicted[i]) * k + b.Predicted[i];
        var units = families is null ? ResamplingUnits.FromCells(joint.Cells) : ResamplingUnits.FromItems(cell.Length == 0 ? 0 : k * k * k, cell, families);
        var whole = families is null ? null : Enumerable.Range(0, n).Where(i => families[i] is not null).GroupBy(i => families[i]!, StringComparer.Ordinal)
            .Where(g => g.Count() > 1).Select(g => (IReadOnlyList<int>)[.. g.Select(i => cell[i])]).ToArray();
        var drawn = PairedResampling.Differences(joint, units, request.Resamples, request.Seed);
        var test = PairedResampling.Permute(joint, request.Resamples, request.Seed, 12, whole);
        var (onlyA, onlyB) = joint.Discordant;
        var mcNemar = McNemar.Of(onlyA, onlyB);
        var both = Enumerable.Range(0, n).Count(i => a.Predicted[i] == a.Gold[i] && b.Predicted[i] == a.Gold[i]);
        var score = PairedProportions.Of(both, onlyB, onlyA, n - both - onlyA - onlyB, request.Level);
        var stuart = families is null ? MarginalTests.StuartMaxwell(joint.AB) : MarginalTests.StuartMaxwellOfFamilies(
            k, Enumerable.Range(0, n).GroupBy(i => families[i] ?? $"\u001F{i}", StringComparer.Ordinal)
                .Select(g => (IReadOnlyList<(int, int)>)[.. g.Select(i => (a.Predicted[i], b.Predicted[i]))]));
        return new PairComparison(
            nameA, nameB, Delta(test.Observed.Kappa, drawn[0], test.KappaP), Delta(test.Observed.MacroF1, drawn[1], test.MacroF1P),
            Delta(test.Observed.Accuracy, drawn[2], test.AccuracyP), new McNemarFigures(
                onlyA, onlyB, mcNemar.MidP, mcNemar.MidP, mcNemar.ExactP, score.Difference,
                new Bounds(score.Tango.Low, score.Tango.High), new Bounds(score.Newcombe.Low, score.Newcombe.High)),
            ShiftBuilder.Of(stuart), families is null ? ShiftBuilder.Of(MarginalTests.Bhapkar(joint.AB)) : null, null, null,
            MoreLabels(onlyA, onlyB, n, families is null ? null : BootstrapSummary.Of(drawn[2]).StandardDeviation),
            [.. Enumerable.Range(0, n).Where(i => a.Predicted[i] != b.Predicted[i]).Select(i =>
                new Flip(a.Items[i].CommentId, a.Labels[a.Gold[i]], Label(a, i), Label(b, i)))], "");

        DeltaFigure Delta(double? value, double[] values, double? p)
        {
            if (value is null) return new DeltaFigure(null, null, null, null);
            var summary = BootstrapSummary.Of(values, request.Level);
            return new DeltaFigure(value, summary.Low, summary.High, p);
        }
        static string? Label(ComparedItems side, int i) => side.Predicted[i] < side.Labels.Length ? side.Labels[side.Predicted[i]] : null;
    }

    /// <summary>
    /// How many labels more would show the difference seen four times in five (Connor 1987); identical texts multiply them by the design effect,
    /// the squared error over families against that of independent comments.
    /// </summary>
    private static int? MoreLabels(double onlyA, double onlyB, int n, double? familyError)
    {
        if (n == 0 || SampleSize.ForMcNemar(onlyA / n, onlyB / n) is not { } size) return null;
        var independent = (onlyA + onlyB - (onlyA - onlyB) * (onlyA - onlyB) / n) / ((double)n * n);
        var effect = familyError is { } se && independent > 0 ? Math.Max(1, se * se / independent) : 1;
        var more = size * effect - n;
        return more > int.MaxValue ? int.MaxValue : (int)Math.Max(0, Math.Ceiling(more));
    }

    private static RunFigures Figures(ComparedRun run, ComparedItems items)
    {
        var labels = items.TableLabels(items.Missing > 0);
        var cells = new double[labels.Length * labels.Length];
        for (var i = 0; i < items.Gold.Length; i++) cells[items.Gold[i] * labels.Length + items.Predicted[i]]++;
        var table = new ConfusionMatrix(labels, cells);
        return new RunFigures(
            run.Name, CohenKappa.Of(table).Value, table.Total > 0 ? table.Diagonal / table.Total : null,
            LabelReport.Of(table, scored: items.Labels.Length).MacroF1, items.Missing, run.CostUsd, run.Tokens);
    }

    private static List<string> WarningsOf(ReferenceLabels reference, int runs, ComparedItems items, bool clustered)
    {
        var warnings = new List<string>();
        if (reference.Use.Ties > 0) warnings.Add(Warnings.Ties(reference.Use.Ties));
        if (items.Gold.Length is > 0 and < 50) warnings.Add($"Only {Sentences.Count(items.Gold.Length, "comment")}: only large differences can be seen.");
        if (clustered)
            warnings.Add("Identical texts are in the sample: intervals and p of kappa, macro-F1 and same label draw and swap whole families of them; McNemar's and Cochran's tests count every copy as a comment of its own and claim too much.");
        if (items.Gold.Distinct().Count() == 1) warnings.Add("The reference uses one label only: kappa cannot tell the runs apart.");
        if (runs > 2) warnings.Add("The best of several prompts on one sample is optimistic: confirm it on a fresh sample.");
        return warnings;
    }
}
