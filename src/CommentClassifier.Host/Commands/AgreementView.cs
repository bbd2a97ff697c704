using System.Globalization;
using CommentClassifier.Agreement.Reporting;
using Spectre.Console;

namespace CommentClassifier.Host.Commands;

/// <summary>One dimension's agreement for people: the verdict first, then figures with their intervals, then what to know.</summary>
internal static class AgreementView
{
    public static void Write(Session session, DimensionAgreement d, AgreementDocument document, bool coders)
    {
        session.Output.WriteLine();
        session.Output.WriteLine($"{d.Name}: {d.Verdict}");
        Coefficients(session, d);
        if (d.PerLabel.Count > 0 && !coders)
        {
            PerLabel(session, d);
        }

        Confusion(session, d, coders);
        Ceiling(session, d.Ceiling, coders);
        Weighted(session, d.Weighted);
        Prevalence(session, d);
        Calibration(session, d.Calibration);
        Provenance(session, d, document);
        foreach (var warning in d.Warnings)
        {
            session.Output.WriteLine($"  ! {warning}");
        }
    }

    private static void Coefficients(Session session, DimensionAgreement d)
    {
        var answered = d.AnsweredOnly;
        var table = answered is null ? Tables.Of("coefficient", "#value", "#95 % interval", "read it as") : Tables.Of("coefficient", "#value", "#95 % interval", "#answered only", "read it as");
        foreach (var (name, pick, meaning) in Rows)
        {
            if (pick(d) is not { } figure)
            {
                continue;
            }

            string[] cells = [name, Tables.Figure(figure.Value), Interval(figure.CiLow, figure.CiHigh)];
            table.Row(answered is null ? [.. cells, meaning] : [.. cells, Tables.Figure(pick(answered)?.Value), meaning]);
        }

        session.Table.Write(table);
    }

    private static readonly (string Name, Func<AgreementBlock, Figure?> Pick, string Meaning)[] Rows =
    [
        ("same label", b => b.PercentAgreement, "share of comments, chance included"),
        ("Cohen's kappa", b => b.CohenKappa, "0 chance, 1 perfect"),
        ("  linear weights", b => b.CohenKappaLinear, "near misses count less"),
        ("  quadratic weights", b => b.CohenKappaQuadratic, "far misses count most"),
        ("macro-F1", b => b.MacroF1, "mean over labels, rare ones count as much"),
        ("Krippendorff's alpha", b => b.KrippendorffAlpha, "0 chance, 1 perfect; any number of coders"),
        ("Scott's pi", b => b.ScottPi, "kappa with one pooled set of shares"),
        ("Fleiss' kappa", b => b.FleissKappa, "several coders"),
        ("Gwet's AC1", b => b.GwetAc1, "high when one label dominates; not a kappa"),
        ("PABAK", b => b.Pabak, "chance taken as equal for all labels"),
        ("Matthews correlation", b => b.Mcc, "0 chance, 1 perfect"),
    ];

    private static void PerLabel(Session session, DimensionAgreement d)
    {
        var table = Tables.Of("label", "#coders", "#machine", "#precision", "#95 %", "#recall", "#95 %", "#F1", "#95 %");
        foreach (var label in d.PerLabel)
        {
            table.Row(
                label.Label, Number(label.Human), Number(label.Machine), Tables.Figure(label.Precision.Value, "0.00"), Interval(label.Precision.CiLow, label.Precision.CiHigh),
                Tables.Figure(label.Recall.Value, "0.00"), Interval(label.Recall.CiLow, label.Recall.CiHigh), Tables.Figure(label.F1.Value, "0.00"), Interval(label.F1.CiLow, label.F1.CiHigh));
        }

        session.Table.Write(table);
    }

    private static void Confusion(Session session, DimensionAgreement d, bool coders)
    {
        if (d.Confusion is not { Count: > 0 } rows)
        {
            return;
        }

        var table = Tables.Of([coders ? "first coder \\ second" : "coders say \\ machine says", .. d.ConfusionColumns.Select(column => $"#{column}"), "#all"]);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Sum() > 0 || i < d.Labels.Count)
            {
                table.Row([i < d.Labels.Count ? d.Labels[i] : "", .. rows[i].Select(Number), Number(rows[i].Sum())]);
            }
        }

        session.Table.Write(table);
    }

    private static void Ceiling(Session session, CeilingBlock? ceiling, bool coders)
    {
        if (ceiling is null)
        {
            return;
        }

        session.Output.WriteLine($"Coders among themselves, {ceiling.Items} comments coded twice or more: alpha {Tables.Figure(ceiling.KrippendorffAlpha.Value, "0.00")} ({Interval(ceiling.KrippendorffAlpha.CiLow, ceiling.KrippendorffAlpha.CiHigh)}), mean kappa of pairs {Tables.Figure(ceiling.MeanPairwiseKappa, "0.00")}"
            + (coders ? "." : $"; the machine with each coder {Tables.Figure(ceiling.MachineMeanKappa, "0.00")}."));
        var table = Tables.Of("coder", "coder", "#comments", "#kappa");
        foreach (var pair in ceiling.Pairs)
        {
            table.Row(pair.A, pair.B, Tables.Count(pair.Items), Tables.Figure(pair.CohenKappa, "0.00"));
        }

        session.Table.Write(table);
    }

    private static void Weighted(Session session, WeightedBlock? weighted)
    {
        if (weighted is not null)
        {
            session.Output.WriteLine(
                $"Weighted to the docket by the sampling design: same label {Share(weighted.PercentAgreement)}, kappa {Tables.Figure(weighted.CohenKappa, "0.00")}, " +
                $"macro-F1 {Tables.Figure(weighted.MacroF1, "0.00")} (worth {Tables.Figure(weighted.EffectiveItems, "0")} comments drawn at random).");
        }
    }

    private static void Prevalence(Session session, DimensionAgreement d)
    {
        if (d.Prevalence is not { } rows)
        {
            return;
        }

        var table = Tables.Of("share of the docket", "#machine says", "#corrected", "#95 % interval", "method");
        foreach (var row in rows)
        {
            table.Row(row.Label, Share(row.MachineShare), Share(row.EstimatedShare), row.CiLow is { } low && row.CiHigh is { } high ? $"{Share(low)} – {Share(high)}" : "–", row.Method);
        }

        session.Table.Write(table);
        session.Output.WriteLine("Shares are of the docket's comments that have a machine label.");
    }

    private static void Calibration(Session session, CalibrationBlock? calibration)
    {
        if (calibration is null)
        {
            return;
        }

        session.Output.WriteLine(
            $"Stated confidence: {Share(calibration.MeanConfidence)} on average where {Share(calibration.Accuracy)} are right (expected calibration error {Tables.Figure(calibration.Ece, "0.000")}, Brier {Tables.Figure(calibration.Brier, "0.000")}).");
        var table = Tables.Of("accept unread at", "#share accepted", "#right among them", "#95 % interval");
        foreach (var point in Thinned(calibration.Curve))
        {
            table.Row($"confidence {point.Threshold.ToString("0.00#", CultureInfo.InvariantCulture)} or more", Share(point.Coverage), Share(point.Accuracy), point.AccuracyLow is { } low && point.AccuracyHigh is { } high ? $"{Share(low)} – {Share(high)}" : "–");
        }

        session.Table.Write(table);
    }

    /// <summary>At most ten points of the curve: a terminal is no place for hundreds.</summary>
    private static IEnumerable<Agreement.Calibration.CoveragePoint> Thinned(IReadOnlyList<Agreement.Calibration.CoveragePoint> curve)
    {
        const int Most = 10;
        var count = Math.Min(Most, curve.Count);
        return Enumerable.Range(1, count).Select(i => curve[(int)Math.Round(i * (double)curve.Count / count) - 1]).Distinct();
    }

    private static void Provenance(Session session, DimensionAgreement d, AgreementDocument document)
    {
        if (d.Reference is { } reference)
        {
            var parts = new[] { (reference.Adjudicated, "adjudicated"), (reference.SoleCoder, "of a sole coder"), (reference.Majority, "by majority"), (reference.Ties, "tied and left out") };
            session.Output.WriteLine($"Reference: {reference.Rule} ({string.Join(", ", parts.Where(p => p.Item1 > 0).Select(p => $"{p.Item1} {p.Item2}"))}).".Replace(" ()", "", StringComparison.Ordinal));
        }

        if (d.Unmatched is { } unmatched && (unmatched.Human > 0 || unmatched.Machine > 0))
        {
            session.Output.WriteLine($"Only coded: {Tables.Count(unmatched.Human)}; only labelled by the machine: {Tables.Count(unmatched.Machine)}.");
        }

        if (d.Failures is { } failures && failures.Refused + failures.Filtered + failures.Invalid + failures.Missing > 0)
        {
            session.Output.WriteLine(
                $"Without a machine label: {failures.Refused} refused, {failures.Filtered} filtered, {failures.Invalid} invalid, {failures.Missing} missing; had all been right, the same label would stand on {Share(failures.AgreementAtBest)}.");
        }

        if (d.Resampled is { } resampled)
        {
            session.Output.WriteLine(
                $"Intervals: {Tables.Count(document.Resamples)} resamples of {Tables.Count(resampled.Units)} {resampled.Agreement}, seed {document.Seed}" + (resampled.Prevalence is { } design ? $"; shares follow the {design}." : "."));
        }
    }

    private static string Interval(double? low, double? high) =>
        low is { } l && high is { } h ? string.Create(CultureInfo.InvariantCulture, $"{l:0.00} – {h:0.00}") : "–";

    private static string Share(double? value) => value is { } v ? v.ToString("0.0 %", CultureInfo.InvariantCulture) : "–";

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
