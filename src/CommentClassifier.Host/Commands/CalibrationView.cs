using System.Globalization;
using CommentClassifier.Agreement.Calibration;
using CommentClassifier.Agreement.Reporting;

namespace CommentClassifier.Host.Commands;

/// <summary>Whether the machine knows when it is right, and what could be accepted unread.</summary>
internal static class CalibrationView
{
    private const double Wanted = 0.95;

    public static void Write(Session session, CalibrationBlock? calibration)
    {
        if (calibration is null)
        {
            return;
        }

        var over = calibration.Overconfidence;
        session.Output.WriteLine(
            $"Stated confidence: {AgreementView.Share(calibration.MeanConfidence)} on average where {AgreementView.Share(calibration.Accuracy)} are right: {Leaning(over)} " +
            $"(stated less right {Points(over.Value)}, 95 % interval {Points(over.CiLow)} to {Points(over.CiHigh)} points). " +
            $"Expected calibration error {Tables.Figure(calibration.Ece, "0.000")} (in ten bins; biased upwards in small samples), " +
            $"Brier {Tables.Figure(calibration.Brier, "0.000")} ({Tables.Figure(calibration.BrierScore.CiLow)} to {Tables.Figure(calibration.BrierScore.CiHigh)}).");
        var bins = Tables.Of("stated", "#comments", "#mean stated", "#right", "#95 % interval");
        foreach (var bin in calibration.Bins)
        {
            bins.Row($"{AgreementView.Share(bin.Low)} – {AgreementView.Share(bin.High)}", Tables.Count(bin.Items), AgreementView.Share(bin.MeanConfidence), AgreementView.Share(bin.ShareCorrect), AgreementView.Range(bin.ShareLow, bin.ShareHigh));
        }

        session.Table.Write(bins);
        var table = Tables.Of("accept unread at", "#share accepted", "#right among them", "#95 % interval");
        foreach (var point in Thinned(calibration.Curve))
        {
            table.Row($"confidence {point.Threshold.ToString("0.00#", CultureInfo.InvariantCulture)} or more", AgreementView.Share(point.Coverage), AgreementView.Share(point.Accuracy), AgreementView.Range(point.AccuracyLow, point.AccuracyHigh));
        }

        session.Table.Write(table);
        session.Output.WriteLine(CoverageCurve.Sentence(calibration.Curve, Wanted));
    }

    private static string Leaning(Figure over) => over switch
    {
        { CiLow: > 0 } => "it claims more than it keeps",
        { CiHigh: < 0 } => "it claims less than it could",
        _ => "on average it means what it says",
    };

    private static string Points(double? share) => share is { } value ? (100 * value).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : "–";

    /// <summary>At most ten points of the curve: a terminal is no place for hundreds.</summary>
    private static IEnumerable<CoveragePoint> Thinned(IReadOnlyList<CoveragePoint> curve)
    {
        const int Most = 10;
        var count = Math.Min(Most, curve.Count);
        return Enumerable.Range(1, count).Select(i => curve[(int)Math.Round(i * (double)curve.Count / count) - 1]).Distinct();
    }
}
