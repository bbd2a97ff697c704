using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Calibration;

/// <summary>
/// Accepting every label at or above a confidence: which share is accepted and how accurate that share is (Wilson interval, on effective
/// items where identical texts are families).
/// </summary>
public sealed record CoveragePoint(double Threshold, int Accepted, double Coverage, double Accuracy, double? AccuracyLow, double? AccuracyHigh);

/// <summary>
/// Coverage-accuracy (risk-coverage) curve, El-Yaniv and Wiener 2010: one point for each distinct confidence, from the most confident down.
/// Says which share can be accepted unread at a wanted accuracy. No items: empty.
/// </summary>
public sealed record CoverageCurve(IReadOnlyList<CoveragePoint> Points)
{
    /// <summary>Confidences and whether each item was correct, of equal length; <paramref name="family"/> (null: none) names identical texts.</summary>
    public static CoverageCurve Of(
        IReadOnlyList<double> confidence, IReadOnlyList<bool> correct, double level = 0.95, IReadOnlyList<string?>? family = null)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentNullException.ThrowIfNull(correct);
        var order = new int[confidence.Count];
        var keys = new double[confidence.Count];
        for (var i = 0; i < order.Length; i++) (order[i], keys[i]) = (i, -confidence[i]);
        Array.Sort(keys, order);
        var points = new List<CoveragePoint>();
        var share = new ClusteredShare();
        for (var taken = 1; taken <= order.Length; taken++)
        {
            share.Add(correct[order[taken - 1]], family?[order[taken - 1]]);
            // Equal confidences are accepted together.
            if (taken < order.Length && keys[taken] == keys[taken - 1]) continue;
            var interval = share.Wilson(level).Interval;
            points.Add(new CoveragePoint(-keys[taken - 1], taken, taken / (double)order.Length, share.Hits / taken, interval.Low, interval.High));
        }
        return new CoverageCurve(points);
    }

    /// <summary>At most <paramref name="most"/> points, evenly over the coverage, the last kept: enough for a picture or a document.</summary>
    public CoverageCurve Thinned(int most = 100)
    {
        if (Points.Count <= most) return this;
        var kept = new List<CoveragePoint>();
        foreach (var point in Points)
            if (point.Coverage * most >= kept.Count + 1 || ReferenceEquals(point, Points[^1])) kept.Add(point);
        return new CoverageCurve(kept);
    }

    /// <summary>
    /// The largest accepted share whose accuracy is at least <paramref name="accuracy"/>; with <paramref name="assured"/> its lower bound
    /// must reach it. The threshold is picked on this sample, so the promise is optimistic. None: null.
    /// </summary>
    public CoveragePoint? AcceptAt(double accuracy, bool assured = true) =>
        Points.LastOrDefault(p => (assured ? p.AccuracyLow ?? 0 : p.Accuracy) >= accuracy);

    /// <summary>What may be accepted unread at a wanted accuracy, in words.</summary>
    public static string Sentence(IReadOnlyList<CoveragePoint> points, double accuracy)
    {
        static string Percent(double share) => $"{(100 * share).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)} %";
        return new CoverageCurve(points).AcceptAt(accuracy) is { } point
            ? $"At a confidence of {Percent(point.Threshold)} or more, {Percent(point.Coverage)} could be accepted unread with {Percent(accuracy)} or more right, even at the low end of the interval. The threshold is picked on this sample, so the promise is optimistic: confirm it on a fresh one."
            : $"No confidence reaches {Percent(accuracy)} right at the low end of its interval: nothing should be accepted unread.";
    }
}
