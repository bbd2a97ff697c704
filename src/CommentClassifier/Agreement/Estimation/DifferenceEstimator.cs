namespace CommentClassifier.Agreement.Estimation;

/// <summary>
/// Design-based share of a docket whose every comment has a machine label: mean_N f + mean_n(y - f) (Cochran 1977, ch. 7;
/// Sarndal, Swensson and Wretman 1992).
/// </summary>
public static class DifferenceEstimator
{
    /// <summary>
    /// Simple random sample without replacement of n from N: variance (1 - n/N) s_e^2/n, s_e^2 with n - 1.
    /// <paramref name="gold"/> and <paramref name="prediction"/> are 0/1 (or any number), n long. n = 0 or N = 0: null; n = 1: no interval.
    /// </summary>
    public static ShareEstimate Simple(
        IReadOnlyList<double> gold, IReadOnlyList<double> prediction, double docketPredicted, double docketSize, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(prediction);
        var n = gold.Count;
        if (n == 0 || docketSize <= 0) return ShareEstimate.Undefined("difference", "no coded comments or an empty docket");
        var mean = Moments.Mean(gold, prediction, 1);
        var estimate = docketPredicted / docketSize + mean;
        double? se = n < 2 ? null : Math.Sqrt(Math.Max(0, 1 - n / docketSize) * Moments.Variance(gold, prediction, 1, 1) / n);
        return ShareEstimate.Normal("difference", estimate, se, level);
    }

    /// <summary>
    /// Stratified form: sum_h W_h f_h + sum_h W_h mean_h(y - f), variance sum W_h^2 (1 - n_h/N_h) s_h^2/n_h. One entry a stratum:
    /// size N_h, its errors y - f. A stratum without a coded comment: null; with one: no interval unless it is a census.
    /// </summary>
    public static ShareEstimate Stratified(
        double docketShare, IReadOnlyList<(double Size, IReadOnlyList<double> Errors)> strata, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(strata);
        const string Method = "stratified difference";
        var total = strata.Sum(s => s.Size);
        if (total <= 0) return ShareEstimate.Undefined(Method, "an empty docket");
        double estimate = docketShare, variance = 0;
        var known = true;
        foreach (var (size, errors) in strata.Where(s => s.Size > 0))
        {
            if (errors.Count == 0) return ShareEstimate.Undefined(Method, "a stratum has no coded comment");
            var weight = size / total;
            var mean = errors.Average();
            estimate += weight * mean;
            var left = Math.Max(0, 1 - errors.Count / size);
            if (left <= 0) continue;
            if (errors.Count < 2) known = false;
            else variance += weight * weight * left * errors.Sum(e => (e - mean) * (e - mean)) / (errors.Count - 1) / errors.Count;
        }
        return ShareEstimate.Normal(Method, estimate, known ? Math.Sqrt(variance) : null, level);
    }
}

/// <summary>Moments of a - lambda b.</summary>
internal static class Moments
{
    internal static double Mean(IReadOnlyList<double> a, IReadOnlyList<double> b, double lambda)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Count; i++) sum += a[i] - lambda * b[i];
        return sum / a.Count;
    }

    internal static double Variance(IReadOnlyList<double> a, IReadOnlyList<double> b, double lambda, int ddof)
    {
        var mean = Mean(a, b, lambda);
        var sum = 0.0;
        for (var i = 0; i < a.Count; i++) sum += Math.Pow(a[i] - lambda * b[i] - mean, 2);
        return sum / (a.Count - ddof);
    }
}
