using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Calibration;

/// <summary>Accepting every label at or above a confidence: which share is accepted and how accurate that share is (Wilson interval).</summary>
public sealed record CoveragePoint(double Threshold, int Accepted, double Coverage, double Accuracy, double? AccuracyLow, double? AccuracyHigh);

/// <summary>
/// Coverage-accuracy (risk-coverage) curve, El-Yaniv and Wiener 2010: one point for each distinct confidence, from the most confident down.
/// Says which share can be accepted unread at a wanted accuracy. No items: empty.
/// </summary>
public sealed record CoverageCurve(IReadOnlyList<CoveragePoint> Points)
{
    /// <summary>Confidences and whether each item was correct, of equal length.</summary>
    public static CoverageCurve Of(IReadOnlyList<double> confidence, IReadOnlyList<bool> correct, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentNullException.ThrowIfNull(correct);
        var points = new List<CoveragePoint>();
        int taken = 0, right = 0;
        foreach (var group in confidence.Select((c, i) => (c, y: correct[i])).GroupBy(x => x.c).OrderByDescending(g => g.Key))
        {
            taken += group.Count();
            right += group.Count(x => x.y);
            var interval = BinomialInterval.Wilson(right, taken, level);
            points.Add(new CoveragePoint(group.Key, taken, taken / (double)confidence.Count, right / (double)taken, interval.Low, interval.High));
        }
        return new CoverageCurve(points);
    }

    /// <summary>
    /// The largest accepted share whose accuracy is at least <paramref name="accuracy"/>; with <paramref name="assured"/> its lower bound
    /// must reach it. The threshold is picked on this sample, so the promise is optimistic. None: null.
    /// </summary>
    public CoveragePoint? AcceptAt(double accuracy, bool assured = true) =>
        Points.LastOrDefault(p => (assured ? p.AccuracyLow ?? 0 : p.Accuracy) >= accuracy);
}
