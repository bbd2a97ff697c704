using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Ledger;

namespace CommentClassifier.Host.Commands;

/// <summary>One dimension's comparison for people: the sentences first, then quality beside cost, the tests, and the flips.</summary>
internal static class ComparisonView
{
    public static void Write(Session session, DimensionComparison d, ComparisonDocument document, IReadOnlyList<RunSummary> runs, int flips)
    {
        session.Output.WriteLine();
        session.Output.WriteLine($"{d.Name}: {Tables.Count(d.Items)} coded comments");
        foreach (var pair in d.Pairs)
        {
            session.Output.WriteLine($"  {pair.Verdict}");
        }

        Quality(session, d, runs);
        Tests(session, d);
        foreach (var pair in d.Pairs.Where(p => p.Flips.Count > 0 && flips > 0))
        {
            Differences(session, pair, flips);
        }

        if (d.CochranQ is { P: { } p } q)
        {
            session.Output.WriteLine($"All runs equally often right? Cochran's Q {Tables.Figure(q.Statistic, "0.00")}, {q.Df} degrees of freedom, p {P(p)}.");
        }

        session.Output.WriteLine($"Intervals and p: {Tables.Count(document.Resamples)} resamples and swaps of {d.Resampled}, seed {document.Seed}; p is adjusted for the number of pairs (Holm).");
        if (d.Pairs.Count(p => p.PScreening is <= 0.05) is var picked and > 0 && d.Pairs.Count > 1)
        {
            session.Output.WriteLine($"For screening (Benjamini and Hochberg, one false find in twenty): {picked} of {d.Pairs.Count} pairs differ in kappa.");
        }

        foreach (var warning in d.Warnings)
        {
            session.Output.WriteLine($"  ! {warning}");
        }
    }

    private static void Quality(Session session, DimensionComparison d, IReadOnlyList<RunSummary> summaries)
    {
        var stored = summaries.ToDictionary(s => s.Run.Id.Value);
        var table = stored.Count == 0 ? Tables.Of("labels", "#kappa", "#same label", "#macro-F1", "#no label")
            : Tables.Of("run", "prompt", "model", "#kappa", "#same label", "#macro-F1", "#no label", "#cost", "#tokens");
        foreach (var run in d.Runs)
        {
            string[] quality = [Tables.Figure(run.Kappa), Tables.Figure(run.Accuracy), Tables.Figure(run.MacroF1), Tables.Count(run.Missing)];
            table.Row(stored.GetValueOrDefault(run.Run) is { } s
                ? [run.Run, s.Run.Spec.Prompt, s.Run.Spec.Model, .. quality, Tables.Usd(s.CostUsd), Tables.Count(s.PromptTokens + s.CompletionTokens)]
                : [run.Run, .. quality]);
        }

        session.Table.Write(table);
    }

    private static void Tests(Session session, DimensionComparison d)
    {
        var table = Tables.Of("A", "B", "measure", "#B - A", "#95 % interval", "#p", "#p adjusted");
        foreach (var pair in d.Pairs)
        {
            table.Row(pair.A, pair.B, "kappa", Signed(pair.DeltaKappa.Value), Interval(pair.DeltaKappa), P(pair.DeltaKappa.P), P(pair.PAdjusted));
            table.Row("", "", "macro-F1", Signed(pair.DeltaMacroF1.Value), Interval(pair.DeltaMacroF1), P(pair.DeltaMacroF1.P), "");
            table.Row("", "", "same label", Signed(pair.DeltaAccuracy.Value), Interval(pair.DeltaAccuracy), P(pair.DeltaAccuracy.P), "");
            table.Row("", "", $"right: only A {Tables.Figure(pair.Mcnemar.B, "0")}, only B {Tables.Figure(pair.Mcnemar.C, "0")}", "", "McNemar, mid-p", P(pair.Mcnemar.P), P(pair.Mcnemar.PAdjusted));
            table.Row("", "", "  as a share, Tango's interval", Signed(pair.Mcnemar.Difference), Interval(pair.Mcnemar.Tango), $"exact {P(pair.Mcnemar.ExactP)}", "");
            table.Row("", "", "shares of labels", "", "Stuart-Maxwell", P(pair.StuartMaxwell.P), "");
        }

        session.Table.Write(table);
    }

    private static void Differences(Session session, PairComparison pair, int most)
    {
        session.Output.WriteLine($"{pair.A} (A) and {pair.B} (B) differ on {Tables.Count(pair.Flips.Count)} comments:");
        var table = Tables.Of("comment", "coders", "A", "B", "right");
        foreach (var flip in pair.Flips.Take(most))
        {
            table.Row(flip.CommentId, flip.Human, flip.A ?? "(no label)", flip.B ?? "(no label)", flip.A == flip.Human ? "A" : flip.B == flip.Human ? "B" : "neither");
        }

        session.Table.Write(table);
        if (pair.Flips.Count > most)
        {
            session.Output.WriteLine($"  ... and {Tables.Count(pair.Flips.Count - most)} more; --flips {pair.Flips.Count} shows them, --json has them all.");
        }
    }

    private static string Signed(double? value) => Tables.Figure(value, "+0.000;-0.000;0.000");

    private static string Interval(Bounds bounds) => bounds is { CiLow: not null, CiHigh: not null } ? $"{Signed(bounds.CiLow)} to {Signed(bounds.CiHigh)}" : "–";

    private static string Interval(DeltaFigure delta) => delta is { CiLow: not null, CiHigh: not null } ? $"{Signed(delta.CiLow)} to {Signed(delta.CiHigh)}" : "–";

    private static string P(double? p) => p is < 0.001 ? "< 0.001" : Tables.Figure(p);
}
