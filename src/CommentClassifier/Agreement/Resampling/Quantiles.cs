namespace CommentClassifier.Agreement.Resampling;

/// <summary>Sample quantiles, type 7 (Hyndman and Fan 1996): linear between order statistics.</summary>
public static class Quantiles
{
    /// <summary>The quantile of ascending values at p in [0,1]; no values: null.</summary>
    public static double? OfSorted(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.Length == 0) return null;
        var place = (sorted.Length - 1) * Math.Clamp(p, 0, 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

/// <summary>
/// What a bootstrap says of one figure: percentile interval, standard deviation, and the share of resamples in which it was
/// undefined (they are dropped and counted, never scored 0).
/// </summary>
public sealed record BootstrapSummary(double? Low, double? High, double? StandardDeviation, double UndefinedShare)
{
    /// <summary>From the resampled values, NaN where undefined. Sorts a copy.</summary>
    public static BootstrapSummary Of(ReadOnlySpan<double> values, double level = 0.95)
    {
        var kept = new double[values.Length];
        var count = 0;
        foreach (var value in values)
            if (!double.IsNaN(value)) kept[count++] = value;
        var span = kept.AsSpan(0, count);
        span.Sort();
        double mean = 0, squares = 0;
        foreach (var value in span) mean += value / count;
        foreach (var value in span) squares += (value - mean) * (value - mean);
        return new BootstrapSummary(
            Quantiles.OfSorted(span, (1 - level) / 2), Quantiles.OfSorted(span, 1 - (1 - level) / 2),
            count < 2 ? null : Math.Sqrt(squares / (count - 1)), values.Length == 0 ? 0 : 1 - count / (double)values.Length);
    }
}
