using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Calibration;

/// <summary>
/// One bin of a reliability diagram, from Low to High: items, mean stated confidence, share correct with its Wilson interval (on effective
/// items where identical texts are families).
/// </summary>
public sealed record ReliabilityBin(
    double Low, double High, int Items, double MeanConfidence, double ShareCorrect, double? ShareLow = null, double? ShareHigh = null)
{
    /// <summary>|share correct - mean confidence|.</summary>
    public double Gap => Math.Abs(ShareCorrect - MeanConfidence);
}

/// <summary>How bins are cut.</summary>
public enum BinEdges
{
    /// <summary>Equal width, (a, b], 0 in the first.</summary>
    RightClosed,
    /// <summary>Equal width, [a, b), 1 in the last.</summary>
    LeftClosed,
    /// <summary>Equal numbers of items, by sorted confidence.</summary>
    EqualCount,
}

/// <summary>
/// Reliability diagram with expected, maximum and root mean square calibration error (Naeini 2015; Guo 2017). Empty bins are left out.
/// Binned ECE is biased upwards in small samples. No items: nulls.
/// </summary>
public sealed record Reliability(IReadOnlyList<ReliabilityBin> Bins, double? Ece, double? Mce, double? Rmsce)
{
    /// <summary>
    /// Confidences in [0,1] and whether each item was correct, of equal length; <paramref name="cuts"/> overrides equal widths,
    /// <paramref name="family"/> names identical texts.
    /// </summary>
    public static Reliability Of(
        IReadOnlyList<double> confidence, IReadOnlyList<bool> correct, int bins = 10, BinEdges edges = BinEdges.RightClosed,
        IReadOnlyList<double>? cuts = null, IReadOnlyList<string?>? family = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentNullException.ThrowIfNull(correct);
        if (confidence.Count != correct.Count) throw new ArgumentException("Each confidence needs one correct/wrong.");
        if (bins < 1) throw new ArgumentOutOfRangeException(nameof(bins), bins, "At least one bin.");
        var bounds = cuts ?? Enumerable.Range(0, bins + 1).Select(i => (double)i / bins).ToArray();
        var members = edges == BinEdges.EqualCount
            ? Enumerable.Range(0, confidence.Count).OrderBy(i => confidence[i]).ThenBy(i => i)
                .Select((item, rank) => (item, bin: (int)((long)rank * bins / confidence.Count)))
            : Enumerable.Range(0, confidence.Count).Select(item => (item, bin: BinOf(confidence[item], bounds, edges)));
        var found = members.GroupBy(x => x.bin, x => x.item).OrderBy(g => g.Key).Select(g => Bin(g, confidence, correct, bounds, edges, family, level)).ToArray();
        if (found.Length == 0) return new Reliability([], null, null, null);
        double n = confidence.Count;
        return new Reliability(
            found, found.Sum(b => b.Items / n * b.Gap), found.Max(b => b.Gap), Math.Sqrt(found.Sum(b => b.Items / n * b.Gap * b.Gap)));
    }

    private static int BinOf(double value, IReadOnlyList<double> bounds, BinEdges edges)
    {
        var last = bounds.Count - 2;
        for (var b = 0; b < last; b++)
            if (edges == BinEdges.RightClosed ? value <= bounds[b + 1] : value < bounds[b + 1]) return b;
        return last;
    }

    private static ReliabilityBin Bin(
        IGrouping<int, int> items, IReadOnlyList<double> confidence, IReadOnlyList<bool> correct, IReadOnlyList<double> bounds, BinEdges edges,
        IReadOnlyList<string?>? family, double level)
    {
        var n = items.Count();
        var (low, high) = edges == BinEdges.EqualCount
            ? (items.Min(i => confidence[i]), items.Max(i => confidence[i]))
            : (bounds[items.Key], bounds[items.Key + 1]);
        var share = new ClusteredShare();
        foreach (var i in items) share.Add(correct[i], family?[i]);
        var interval = share.Wilson(level).Interval;
        return new ReliabilityBin(low, high, n, items.Average(i => confidence[i]), share.Hits / n, interval.Low, interval.High);
    }
}
