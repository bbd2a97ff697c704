using CommentClassifier.Agreement.Coefficients;

namespace CommentClassifier.Agreement.Resampling;

/// <summary>
/// Bootstrap of Krippendorff's alpha over units (Zapf et al. 2016): items with two or more codes are drawn with replacement, items with
/// the same counts being one type. A resample in which alpha is undefined is NaN: dropped and counted.
/// </summary>
public static class AlphaBootstrapping
{
    /// <summary>Resampled alphas. <paramref name="family"/> (one entry an item, null on its own) draws families of identical texts whole.</summary>
    public static double[] Run(
        CodeCounts codes, int resamples, ulong seed, AlphaMetric metric = AlphaMetric.Nominal, IReadOnlyList<double>? values = null,
        IReadOnlyList<string?>? family = null)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var k = codes.Labels.Count;
        var types = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<double[]>();
        var cell = new List<int>();
        var groups = new List<string?>();
        for (var i = 0; i < codes.Items.Count; i++)
        {
            if (codes.Items[i].Sum() < 2) continue;
            var key = string.Join(',', codes.Items[i]);
            if (!types.TryGetValue(key, out var type))
            {
                types[key] = type = rows.Count;
                rows.Add(codes.Items[i]);
            }
            cell.Add(type);
            groups.Add(family?[i]);
        }
        // Each type's coincidences once; a resample is their weighted sum.
        var single = rows.Select(row => KrippendorffAlpha.Coincidences(new CodeCounts(codes.Labels, [row]))).ToArray();
        var units = ResamplingUnits.FromItems(rows.Count, cell, groups);
        return Bootstrap.Run(units, 1, resamples, seed, (counts, result) =>
        {
            var sum = new double[k, k];
            for (var t = 0; t < counts.Length; t++)
            {
                if (counts[t] == 0) continue;
                for (var a = 0; a < k; a++)
                    for (var b = 0; b < k; b++)
                        sum[a, b] += counts[t] * single[t][a, b];
            }
            result[0] = KrippendorffAlpha.FromCoincidences(sum, 0, metric, values).Value ?? double.NaN;
        })[0];
    }
}
