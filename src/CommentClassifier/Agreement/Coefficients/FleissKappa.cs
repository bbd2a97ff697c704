using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Coefficients;

/// <summary>
/// Fleiss' kappa for several coders (Fleiss 1971), kappa for each label, and the null standard error of Fleiss, Nee and Landis 1979.
/// </summary>
public sealed record FleissKappa(
    double? Kappa, double? Observed, double? Expected, IReadOnlyList<double?> PerLabel, double? NullStandardError, double? Z, double? P, string? Reason = null)
{
    /// <summary>
    /// po = mean over items of sum_j n_ij (n_ij - 1)/(m_i (m_i - 1)), pe = sum p_j^2. Items with fewer than two codes are dropped.
    /// One label only: kappa null. Unequal numbers of codes: po and pe by item means and the null error is null.
    /// </summary>
    public static FleissKappa Of(CodeCounts codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var items = codes.Items.Where(row => row.Sum() >= 2).ToArray();
        var k = codes.Labels.Count;
        var none = new double?[k];
        if (items.Length == 0) return new FleissKappa(null, null, null, none, null, null, null, Reasons.NoPairs);
        var share = new double[k];
        var disagreeing = new double[k];
        var po = 0.0;
        foreach (var row in items)
        {
            var m = row.Sum();
            for (var j = 0; j < k; j++)
            {
                po += row[j] * (row[j] - 1) / (m * (m - 1)) / items.Length;
                share[j] += row[j] / m / items.Length;
                disagreeing[j] += row[j] * (m - row[j]) / (m * (m - 1)) / items.Length;
            }
        }
        var pe = share.Sum(p => p * p);
        var kappa = CellFormulas.Corrected(po, pe);
        if (double.IsNaN(kappa)) return new FleissKappa(null, po, pe, none, null, null, null, Reasons.NoVariation);
        var perLabel = share.Select((p, j) => p is <= 0 or >= 1 ? (double?)null : 1 - disagreeing[j] / (p * (1 - p))).ToArray();
        if (items.Any(row => row.Sum() != items[0].Sum()))
            return new FleissKappa(kappa, po, pe, perLabel, null, null, null, "unequal numbers of codes: no null standard error");

        var raters = items[0].Sum();
        var spread = share.Sum(p => p * (1 - p));
        var skew = share.Sum(p => p * (1 - p) * (1 - 2 * p));
        var se0 = Math.Sqrt(2 * (spread * spread - skew) / (items.Length * raters * (raters - 1))) / spread;
        double? z = se0 > 0 ? kappa / se0 : null;
        return new FleissKappa(kappa, po, pe, perLabel, se0, z, z is { } v ? NormalInterval.TwoSidedP(v) : null);
    }
}
