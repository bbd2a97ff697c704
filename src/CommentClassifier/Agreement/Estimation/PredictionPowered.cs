namespace CommentClassifier.Agreement.Estimation;

/// <summary>
/// Prediction-powered mean, PPI and PPI++ (Angelopoulos et al. 2023; Angelopoulos, Duchi and Zrnic 2023):
/// lambda mean_N f + mean_n(y - lambda f). Labelled and unlabelled items must be disjoint. Undercovers in small samples.
/// </summary>
public static class PredictionPowered
{
    /// <summary>
    /// Labelled gold and predictions (n), unlabelled predictions as value and count (N in all). Variances with divisor n, as ppi_py;
    /// lambda null: power-tuned cov(y,f)/((1 + n/N) var f), clipped to [0,1]; var f = 0 gives 0. n = 0 or N = 0: null.
    /// </summary>
    public static ShareEstimate Mean(
        IReadOnlyList<double> gold, IReadOnlyList<double> prediction, IReadOnlyList<(double Value, double Count)> unlabelled,
        double? lambda = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(unlabelled);
        double n = gold.Count, big = unlabelled.Sum(u => u.Count);
        if (n == 0 || big <= 0) return ShareEstimate.Undefined("ppi++", "needs labelled and unlabelled comments");
        var tuned = lambda ?? Tune(gold, prediction, unlabelled, n, big);
        var mean = unlabelled.Sum(u => u.Value * u.Count) / big;
        var spread = unlabelled.Sum(u => u.Count * Math.Pow(u.Value - mean, 2)) / big;
        var estimate = tuned * mean + Moments.Mean(gold, prediction, tuned);
        var variance = tuned * tuned * spread / big + Moments.Variance(gold, prediction, tuned, 0) / n;
        return ShareEstimate.Normal("ppi++", estimate, Math.Sqrt(variance), level, tuned);
    }

    /// <summary>The size of a plain sample that would be as precise: n/(1 - rho^2 N/(n + N)). rho^2 N/(n+N) = 1 or n = 0: null.</summary>
    public static double? EffectiveSize(double n, double unlabelled, double correlation)
    {
        if (n <= 0 || unlabelled < 0) return null;
        var left = 1 - correlation * correlation * unlabelled / (n + unlabelled);
        return left <= 0 ? null : n / left;
    }

    private static double Tune(
        IReadOnlyList<double> gold, IReadOnlyList<double> prediction, IReadOnlyList<(double Value, double Count)> unlabelled, double n, double big)
    {
        double meanGold = gold.Average(), meanPrediction = prediction.Average(), covariance = 0;
        for (var i = 0; i < gold.Count; i++) covariance += (gold[i] - meanGold) * (prediction[i] - meanPrediction) / n;
        var pooled = (prediction.Sum() + unlabelled.Sum(u => u.Value * u.Count)) / (n + big);
        var squares = prediction.Sum(f => Math.Pow(f - pooled, 2)) + unlabelled.Sum(u => u.Count * Math.Pow(u.Value - pooled, 2));
        var variance = squares / (n + big - 1);
        return variance <= 0 ? 0 : Math.Clamp(covariance / ((1 + n / big) * variance), 0, 1);
    }
}
