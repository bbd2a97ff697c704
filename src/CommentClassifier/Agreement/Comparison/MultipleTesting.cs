namespace CommentClassifier.Agreement.Comparison;

/// <summary>Adjusted p values in the order given; nulls stay null and leave m. Adjusted values never exceed 1.</summary>
public static class MultipleTesting
{
    /// <summary>Bonferroni: m p.</summary>
    public static IReadOnlyList<double?> Bonferroni(IReadOnlyList<double?> p) => Adjust(p, (sorted, m) => sorted.Select(x => m * x).ToArray());

    /// <summary>Holm 1979, step down: running maximum of (m - i + 1) p_(i).</summary>
    public static IReadOnlyList<double?> Holm(IReadOnlyList<double?> p) => Adjust(p, (sorted, m) =>
    {
        var running = 0.0;
        return sorted.Select((x, i) => running = Math.Max(running, (m - i) * x)).ToArray();
    });

    /// <summary>Benjamini and Hochberg 1995, step up (false discovery rate): for screening.</summary>
    public static IReadOnlyList<double?> BenjaminiHochberg(IReadOnlyList<double?> p) => Adjust(p, (sorted, m) => StepUp(sorted, m, 1));

    /// <summary>Benjamini and Yekutieli 2001: as BH with the factor sum 1/i, valid under any dependence.</summary>
    public static IReadOnlyList<double?> BenjaminiYekutieli(IReadOnlyList<double?> p) =>
        Adjust(p, (sorted, m) => StepUp(sorted, m, Enumerable.Range(1, m).Sum(i => 1.0 / i)));

    private static double[] StepUp(double[] sorted, int m, double factor)
    {
        var adjusted = new double[m];
        var running = double.PositiveInfinity;
        for (var i = m - 1; i >= 0; i--) adjusted[i] = running = Math.Min(running, factor * m / (i + 1) * sorted[i]);
        return adjusted;
    }

    private static double?[] Adjust(IReadOnlyList<double?> p, Func<double[], int, double[]> rule)
    {
        ArgumentNullException.ThrowIfNull(p);
        var order = Enumerable.Range(0, p.Count).Where(i => p[i] is not null).OrderBy(i => p[i]).ThenBy(i => i).ToArray();
        var adjusted = rule(order.Select(i => p[i]!.Value).ToArray(), order.Length);
        var result = new double?[p.Count];
        for (var rank = 0; rank < order.Length; rank++) result[order[rank]] = Math.Min(1, adjusted[rank]);
        return result;
    }
}
