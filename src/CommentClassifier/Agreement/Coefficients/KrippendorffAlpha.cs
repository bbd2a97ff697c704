namespace CommentClassifier.Agreement.Coefficients;

/// <summary>How far apart two codes are.</summary>
public enum AlphaMetric
{
    /// <summary>Different or not.</summary>
    Nominal,
    /// <summary>By the number of codes between them, ends counted half.</summary>
    Ordinal,
    /// <summary>Squared difference of the values.</summary>
    Interval,
    /// <summary>Squared difference over squared sum of the values.</summary>
    Ratio,
}

/// <summary>Krippendorff's alpha, 1 - Do/De, from coincidences (Krippendorff 2011, "Computing Krippendorff's alpha-reliability").</summary>
public sealed record KrippendorffAlpha(double? Value, int UnitsUsed, double PairableValues, string? Reason = null)
{
    /// <summary>
    /// Alpha of items x labels. Items with fewer than two codes are dropped, not errors; De = 0 or no pairs: null with a reason.
    /// <paramref name="values"/> are the labels' numbers for interval and ratio (default 1..K).
    /// </summary>
    public static KrippendorffAlpha Of(CodeCounts codes, AlphaMetric metric = AlphaMetric.Nominal, IReadOnlyList<double>? values = null)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var used = codes.Items.Count(row => row.Sum() >= 2);
        return FromCoincidences(Coincidences(codes), used, metric, values);
    }

    /// <summary>Alpha of two complete raters from their K x K table, without unrolling it.</summary>
    public static KrippendorffAlpha Of(ConfusionMatrix table, AlphaMetric metric = AlphaMetric.Nominal, IReadOnlyList<double>? values = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var coincidences = new double[table.Size, table.Size];
        for (var i = 0; i < table.Size; i++)
            for (var j = 0; j < table.Size; j++)
                coincidences[i, j] = table[i, j] + table[j, i];
        return FromCoincidences(coincidences, (int)table.Total, metric, values);
    }

    /// <summary>The K x K coincidence matrix: each item's ordered pairs of codes from different coders, weighted 1/(codes - 1).</summary>
    public static double[,] Coincidences(CodeCounts codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var k = codes.Labels.Count;
        var o = new double[k, k];
        foreach (var row in codes.Items)
        {
            var m = row.Sum();
            if (m < 2) continue;
            for (var c = 0; c < k; c++)
                for (var d = 0; d < k; d++)
                    o[c, d] += row[c] * (row[d] - (c == d ? 1 : 0)) / (m - 1);
        }
        return o;
    }

    internal static KrippendorffAlpha FromCoincidences(double[,] o, int used, AlphaMetric metric, IReadOnlyList<double>? values)
    {
        var k = o.GetLength(0);
        var margin = new double[k];
        var n = 0.0;
        for (var c = 0; c < k; c++)
            for (var d = 0; d < k; d++)
            {
                margin[c] += o[c, d];
                n += o[c, d];
            }
        if (n <= 1) return new KrippendorffAlpha(null, used, n, Reasons.NoPairs);
        double observed = 0, expected = 0;
        for (var c = 0; c < k; c++)
            for (var d = 0; d < k; d++)
            {
                if (c == d) continue;
                var distance = Distance(metric, c, d, margin, values);
                observed += o[c, d] * distance;
                expected += margin[c] * margin[d] * distance;
            }
        return expected <= 0
            ? new KrippendorffAlpha(null, used, n, Reasons.NoVariation)
            : new KrippendorffAlpha(1 - (n - 1) * observed / expected, used, n);
    }

    private static double Distance(AlphaMetric metric, int c, int d, double[] margin, IReadOnlyList<double>? values)
    {
        if (metric == AlphaMetric.Nominal) return 1;
        if (metric == AlphaMetric.Ordinal)
        {
            var between = -(margin[c] + margin[d]) / 2;
            for (var g = Math.Min(c, d); g <= Math.Max(c, d); g++) between += margin[g];
            return between * between;
        }
        var (x, y) = values is null ? (c + 1.0, d + 1.0) : (values[c], values[d]);
        var gap = metric == AlphaMetric.Interval ? x - y : x + y == 0 ? 0 : (x - y) / (x + y);
        return gap * gap;
    }
}
