namespace CommentClassifier.Agreement.Calibration;

/// <summary>
/// Brier score mean (p - y)^2 with Murphy's 1973 decomposition reliability - resolution + uncertainty on the distinct forecast values.
/// No items: nulls.
/// </summary>
public sealed record BrierScore(
    double? Score, double? Reliability, double? Resolution, double? Uncertainty, double? Accuracy, double? MeanConfidence, double? Overconfidence)
{
    /// <summary>Forecasts p in [0,1] and outcomes, of equal length.</summary>
    public static BrierScore Of(IReadOnlyList<double> forecast, IReadOnlyList<bool> outcome)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(outcome);
        if (forecast.Count != outcome.Count) throw new ArgumentException("Each forecast needs one outcome.");
        double n = forecast.Count;
        if (n == 0) return new BrierScore(null, null, null, null, null, null, null);
        var score = forecast.Select((p, i) => Math.Pow(p - (outcome[i] ? 1 : 0), 2)).Average();
        var rate = outcome.Count(y => y) / n;
        double reliability = 0, resolution = 0;
        foreach (var group in forecast.Select((p, i) => (p, y: outcome[i])).GroupBy(x => x.p))
        {
            var share = group.Count(x => x.y) / (double)group.Count();
            reliability += group.Count() / n * Math.Pow(group.Key - share, 2);
            resolution += group.Count() / n * Math.Pow(share - rate, 2);
        }
        var mean = forecast.Average();
        return new BrierScore(score, reliability, resolution, rate * (1 - rate), rate, mean, mean - rate);
    }

    /// <summary>Several classes: mean over items of sum_k (p_k - y_k)^2 (Brier 1950), rows of K probabilities. No items: null.</summary>
    public static double? OfClasses(IReadOnlyList<IReadOnlyList<double>> probabilities, IReadOnlyList<int> gold) =>
        probabilities.Count == 0 ? null
            : probabilities.Select((row, i) => row.Select((p, k) => Math.Pow(p - (k == gold[i] ? 1 : 0), 2)).Sum()).Average();

    /// <summary>Log loss, mean -ln p of the gold class, p clipped to [2.2e-16, 1 - 2.2e-16]. No items: null.</summary>
    public static double? LogLoss(IReadOnlyList<IReadOnlyList<double>> probabilities, IReadOnlyList<int> gold)
    {
        const double Smallest = 2.220446049250313e-16;
        return probabilities.Count == 0 ? null
            : probabilities.Select((row, i) => -Math.Log(Math.Clamp(row[gold[i]], Smallest, 1 - Smallest))).Average();
    }
}
