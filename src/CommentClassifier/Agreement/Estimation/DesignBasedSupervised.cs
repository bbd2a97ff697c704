namespace CommentClassifier.Agreement.Estimation;

/// <summary>Design-based supervised learning, DSL (Egami et al. 2023): the mean of f + R/pi (y - f), unbiased for known pi.</summary>
public static class DesignBasedSupervised
{
    /// <summary>
    /// Predictions f, gold y (null when not drawn) and inclusion probabilities pi in (0,1], N long. HC0 standard error
    /// sqrt(sum (y~ - mean)^2)/N. No items: null; a drawn item with pi = 0 throws.
    /// </summary>
    public static ShareEstimate Mean(
        IReadOnlyList<double> prediction, IReadOnlyList<double?> gold, IReadOnlyList<double> probability, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(probability);
        var n = prediction.Count;
        if (n == 0) return ShareEstimate.Undefined("dsl", "no comments");
        var pseudo = new double[n];
        for (var i = 0; i < n; i++)
        {
            if (gold[i] is not { } y)
            {
                pseudo[i] = prediction[i];
                continue;
            }
            if (probability[i] is not (> 0 and <= 1))
                throw new ArgumentException($"Item {i} was drawn with probability {probability[i]}; it must lie in (0,1].");
            pseudo[i] = prediction[i] + (y - prediction[i]) / probability[i];
        }
        return Of([.. pseudo.Select(value => (value, 1.0))], level);
    }

    /// <summary>
    /// The same where the comments that nobody drew are known by their number only: drawn (prediction, gold, probability), then predictions of the
    /// others as value and count.
    /// </summary>
    public static ShareEstimate Mean(
        IEnumerable<(double Prediction, double Gold, double Probability)> drawn, IEnumerable<(double Prediction, double Count)> others, double level = 0.95) =>
        Of([.. drawn.Select(d => (d.Prediction + (d.Gold - d.Prediction) / d.Probability, 1.0)), .. others], level);

    private static ShareEstimate Of(IReadOnlyList<(double Value, double Count)> pseudo, double level)
    {
        var n = pseudo.Sum(p => p.Count);
        if (n <= 0) return ShareEstimate.Undefined("dsl", "no comments");
        var mean = pseudo.Sum(p => p.Value * p.Count) / n;
        return ShareEstimate.Normal("dsl", mean, Math.Sqrt(pseudo.Sum(p => p.Count * (p.Value - mean) * (p.Value - mean))) / n, level);
    }
}
