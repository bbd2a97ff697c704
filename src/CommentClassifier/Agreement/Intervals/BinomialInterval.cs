using MathNet.Numerics.Distributions;

namespace CommentClassifier.Agreement.Intervals;

/// <summary>Intervals of a share x/n. n = 0: null bounds. x and n may be real (planning, effective sample sizes).</summary>
public static class BinomialInterval
{
    /// <summary>Wilson 1927 score interval; Newcombe 1998a recommends it. Bounds lie in [0,1] and touch 0 at x = 0, 1 at x = n.</summary>
    public static Interval Wilson(double successes, double trials, double level = 0.95)
    {
        if (trials <= 0) return Interval.None;
        var z = NormalInterval.Quantile(level);
        var p = successes / trials;
        var centre = (p + z * z / (2 * trials)) / (1 + z * z / trials);
        var half = WilsonHalfWidth(p, trials, z);
        return new Interval(successes <= 0 ? 0 : Math.Max(0, centre - half), successes >= trials ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>
    /// Wilson interval of a share whose standard error is known from the sampling design, on p(1-p)/se^2 effective items, at most n
    /// (Korn and Graubard 1998); at p = 0 or 1, or without an error, on n.
    /// </summary>
    public static Interval WilsonFromError(double share, double? standardError, double trials, double level = 0.95)
    {
        var effective = standardError is > 0 and var se && share is > 0 and < 1 ? Math.Min(trials, share * (1 - share) / (se * se)) : trials;
        return Wilson(share * effective, effective, level);
    }

    internal static double WilsonHalfWidth(double p, double n, double z) =>
        z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));

    /// <summary>Clopper and Pearson 1934, exact: beta quantiles.</summary>
    public static Interval ClopperPearson(double successes, double trials, double level = 0.95)
    {
        if (trials <= 0) return Interval.None;
        var tail = (1 - level) / 2;
        return new Interval(
            successes <= 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, tail),
            successes >= trials ? 1 : Beta.InvCDF(successes + 1, trials - successes, 1 - tail));
    }

    /// <summary>Agresti and Coull 1998: Wald around (x + z^2/2)/(n + z^2), clipped to [0,1].</summary>
    public static Interval AgrestiCoull(double successes, double trials, double level = 0.95)
    {
        if (trials <= 0) return Interval.None;
        var z = NormalInterval.Quantile(level);
        var n = trials + z * z;
        var p = (successes + z * z / 2) / n;
        return Clip(p, z * Math.Sqrt(p * (1 - p) / n));
    }

    /// <summary>Jeffreys: quantiles of Beta(x + 1/2, n - x + 1/2); 0 at x = 0 and 1 at x = n (Brown, Cai and DasGupta 2001).</summary>
    public static Interval Jeffreys(double successes, double trials, double level = 0.95)
    {
        if (trials <= 0) return Interval.None;
        var tail = (1 - level) / 2;
        return new Interval(
            successes <= 0 ? 0 : Beta.InvCDF(successes + 0.5, trials - successes + 0.5, tail),
            successes >= trials ? 1 : Beta.InvCDF(successes + 0.5, trials - successes + 0.5, 1 - tail));
    }

    /// <summary>p -+ z sqrt(p(1-p)/n), clipped to [0,1]. Too short near 0 and 1; here for comparison with other tools.</summary>
    public static Interval Wald(double successes, double trials, double level = 0.95)
    {
        if (trials <= 0) return Interval.None;
        var p = successes / trials;
        return Clip(p, NormalInterval.Quantile(level) * Math.Sqrt(p * (1 - p) / trials));
    }

    /// <summary>By name: wilson, clopper_pearson (exact, beta), agresti_coull, jeffreys, wald (normal). Unknown: throws.</summary>
    public static Interval Named(string method, double successes, double trials, double level = 0.95) =>
        method.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_') switch
        {
            "wilson" or "score" => Wilson(successes, trials, level),
            "clopper_pearson" or "clopper" or "exact" or "beta" => ClopperPearson(successes, trials, level),
            "agresti_coull" or "agresti" => AgrestiCoull(successes, trials, level),
            "jeffreys" => Jeffreys(successes, trials, level),
            "wald" or "normal" or "wald_z" or "asymptotic" => Wald(successes, trials, level),
            _ => throw new ArgumentException($"Unknown interval '{method}'. Use wilson, clopper_pearson, agresti_coull, jeffreys or wald."),
        };

    private static Interval Clip(double p, double half) => new(Math.Max(0, p - half), Math.Min(1, p + half));
}
