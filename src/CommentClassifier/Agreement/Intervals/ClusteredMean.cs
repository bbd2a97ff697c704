namespace CommentClassifier.Agreement.Intervals;

/// <summary>
/// Mean of a figure that each item has (an error of confidence, a squared error), with a standard error by families: G/(G-1) sum over
/// families of (sum of residuals)^2 / n^2 (Binder 1983; every item its own family gives s^2/n). No items: nulls; one family: no error.
/// </summary>
public sealed record ClusteredMean(double? Mean, double? StandardError, Interval Interval)
{
    /// <summary>Values and families of equal length (null: an item on its own); z interval, not clipped.</summary>
    public static ClusteredMean Of(IReadOnlyList<double> values, IReadOnlyList<string?> family, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(family);
        if (values.Count == 0) return new ClusteredMean(null, null, Interval.None);
        var mean = values.Average();
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        double squares = 0, clusters = 0;
        for (var i = 0; i < values.Count; i++)
        {
            var residual = values[i] - mean;
            if (family[i] is { } name) sums[name] = sums.GetValueOrDefault(name) + residual;
            else
            {
                clusters++;
                squares += residual * residual;
            }
        }
        clusters += sums.Count;
        squares += sums.Values.Sum(s => s * s);
        if (clusters < 2) return new ClusteredMean(mean, null, Interval.None);
        var se = Math.Sqrt(squares * clusters / (clusters - 1)) / values.Count;
        var (low, high) = NormalInterval.Around(mean, se, level);
        return new ClusteredMean(mean, se, new Interval(low, high));
    }
}
