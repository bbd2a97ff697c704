namespace CommentClassifier.Agreement.Estimation;

/// <summary>
/// Shares and accuracy of a docket from a sample stratified by predicted label (Cochran 1977, ch. 5; Olofsson et al. 2013, 2014).
/// Arrays follow the order of the labels; standard errors are null where a stratum has one item (or none).
/// </summary>
public sealed record StratifiedEstimates(
    double? Accuracy, double? AccuracyStandardError,
    IReadOnlyList<double?> Precision, IReadOnlyList<double?> PrecisionStandardError,
    IReadOnlyList<double?> Recall, IReadOnlyList<double?> RecallStandardError,
    IReadOnlyList<double?> Share, IReadOnlyList<double?> ShareStandardError)
{
    /// <summary>
    /// Rows of <paramref name="counts"/> are strata (predicted label), columns gold, H x K; sizes N_h are counts or shares.
    /// share_k = sum W_h p_hk, variance sum W_h^2 p(1-p)/(n_h - 1); precision is p_hh; recall the ratio with Olofsson's eq. 7.
    /// With <paramref name="populationCorrection"/> each stratum's variance is times 1 - n_h/N_h. An unsampled stratum: null.
    /// </summary>
    public static StratifiedEstimates Of(
        IReadOnlyList<IReadOnlyList<double>> counts, IReadOnlyList<double> stratumSizes, bool populationCorrection = false)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(stratumSizes);
        if (counts.Count != stratumSizes.Count) throw new ArgumentException($"{counts.Count} strata need as many sizes, got {stratumSizes.Count}.");
        var strata = counts.Count;
        var labels = strata == 0 ? 0 : counts[0].Count;
        var total = stratumSizes.Sum();
        var n = counts.Select(row => row.Sum()).ToArray();
        bool Used(int h) => stratumSizes[h] > 0;
        var complete = total > 0 && Enumerable.Range(0, strata).Where(Used).All(h => n[h] > 0);
        double Weight(int h) => stratumSizes[h] / total;
        double P(int h, int k) => counts[h][k] / n[h];
        double? Variance(int h, int k)
        {
            var left = populationCorrection ? Math.Max(0, 1 - n[h] / stratumSizes[h]) : 1;
            return left == 0 ? 0 : n[h] < 2 ? null : left * P(h, k) * (1 - P(h, k)) / (n[h] - 1);
        }

        double? Total(Func<int, double> part) => complete ? Enumerable.Range(0, strata).Where(Used).Sum(part) : null;
        double? Error(Func<int, double?> part)
        {
            if (!complete) return null;
            var parts = Enumerable.Range(0, strata).Where(Used).Select(part).ToArray();
            return parts.Any(x => x is null) ? null : Math.Sqrt(parts.Sum(x => x!.Value));
        }

        var share = Enumerable.Range(0, labels).Select(k => Total(h => Weight(h) * P(h, k))).ToArray();
        var square = Enumerable.Range(0, labels).ToArray();
        return new StratifiedEstimates(
            Total(h => h < labels ? Weight(h) * P(h, h) : 0), Error(h => h < labels ? Weight(h) * Weight(h) * Variance(h, h) : 0),
            square.Select(k => k < strata && n[k] > 0 ? P(k, k) : (double?)null).ToArray(),
            square.Select(k => k < strata && n[k] > 0 && Variance(k, k) is { } v ? Math.Sqrt(v) : (double?)null).ToArray(),
            square.Select(Recall).ToArray(), square.Select(RecallError).ToArray(),
            share, square.Select(k => Error(h => Weight(h) * Weight(h) * Variance(h, k))).ToArray());

        double? Recall(int k) => share[k] is { } s and > 0 && k < strata ? (Used(k) ? Weight(k) * P(k, k) : 0) / s : null;
        double? RecallError(int k) => Recall(k) is not { } r ? null : Error(h => h == k
            ? Weight(h) * Weight(h) * (1 - r) * (1 - r) * Variance(h, k)
            : Weight(h) * Weight(h) * r * r * Variance(h, k)) / share[k];
    }
}
