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
        CeilingView.Write(session, d.Ceiling, coders);
        PerText(session, d.PerDistinctText);
        Weighted(session, d.Weighted);
        Prevalence(session, d);
        CalibrationView.Write(session, d.Calibration);
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
        ("Gwet's AC2", b => b.GwetAc2, "the same, near misses count less (quadratic)"),
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

    private static void PerText(Session session, TextFigures? texts)
    {
        if (texts is not null)
        {
            session.Output.WriteLine(
                $"Each of the {Tables.Count(texts.Texts)} distinct texts counted once: same label {Share(texts.PercentAgreement.Value)}, kappa {Tables.Figure(texts.CohenKappa.Value, "0.00")} " +
                $"({Interval(texts.CohenKappa.CiLow, texts.CohenKappa.CiHigh)}), macro-F1 {Tables.Figure(texts.MacroF1.Value, "0.00")}. The tables above count submissions.");
        }
    }

    private static void Weighted(Session session, WeightedBlock? weighted)
    {
        if (weighted is not null)
        {
            session.Output.WriteLine(
                $"Weighted to the docket by the sampling design: same label {Share(weighted.PercentAgreement)} ({Range(weighted.PercentAgreementCiLow, weighted.PercentAgreementCiHigh)}), " +
                $"kappa {Tables.Figure(weighted.CohenKappa, "0.00")} ({Interval(weighted.CohenKappaCiLow, weighted.CohenKappaCiHigh)}), " +
                $"macro-F1 {Tables.Figure(weighted.MacroF1, "0.00")} (worth {Tables.Figure(weighted.EffectiveItems, "0")} comments drawn at random).");
            var table = Tables.Of("label, weighted", "#precision", "#95 %", "#recall", "#95 %", "#F1");
            foreach (var label in weighted.PerLabel)
            {
                var (precision, recall) = (label.Intervals.Precision, label.Intervals.Recall);
                table.Row(
                    label.Label, Tables.Figure(label.Precision, "0.00"), Interval(precision.CiLow, precision.CiHigh),
                    Tables.Figure(label.Recall, "0.00"), Interval(recall.CiLow, recall.CiHigh), Tables.Figure(label.F1, "0.00"));
            }

            session.Table.Write(table);
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
            table.Row(row.Label, Share(row.MachineShare), Share(Unit(row.EstimatedShare)), Range(Unit(row.CiLow), Unit(row.CiHigh)), row.Method);
            foreach (var other in row.Alternatives)
            {
                table.Row("  by another estimator", "", Share(Unit(other.EstimatedShare)), Range(Unit(other.CiLow), Unit(other.CiHigh)), other.Method);
            }
        }

        session.Table.Write(table);
        session.Output.WriteLine("Shares are of the docket's comments that have a machine label; what an estimate puts below 0 or above 100 % is shown as 0 or 100 % (--json has it as it is).");
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

        if (d.Coverage is { Value: { } covered and < 1 })
        {
            session.Output.WriteLine($"Coverage: {Share(covered)} of the coded comments have a machine label ({Range(d.Coverage.CiLow, d.Coverage.CiHigh)}).");
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

    internal static string Range(double? low, double? high) => low is { } l && high is { } h ? $"{Share(l)} – {Share(h)}" : "–";

    internal static string Interval(double? low, double? high) =>
        low is { } l && high is { } h ? string.Create(CultureInfo.InvariantCulture, $"{l:0.00} – {h:0.00}") : "–";

    private static double? Unit(double? share) => share is { } value ? Math.Clamp(value, 0, 1) : null;

    internal static string Share(double? value) => value is { } v ? v.ToString("0.0 %", CultureInfo.InvariantCulture) : "–";

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
