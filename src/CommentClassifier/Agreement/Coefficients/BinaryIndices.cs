namespace CommentClassifier.Agreement.Coefficients;

/// <summary>Prevalence and bias indices (Byrt, Bishop and Carlin 1993).</summary>
public sealed record BinaryIndices(double? Pabak, double? PrevalenceIndex, double? BiasIndex)
{
    /// <summary>
    /// PABAK = 2 po - 1 for two labels, (q po - 1)/(q - 1) in general; PI = (a - d)/n and BI = (b - c)/n of a 2 x 2 table.
    /// More than two labels: PI is (largest - smallest mean share) and BI half the sum of absolute margin differences; no items: null.
    /// </summary>
    /// <remarks><paramref name="declared"/>: how many of the labels a coder could choose (a column beyond them is no label); default all.</remarks>
    public static BinaryIndices Of(ConfusionMatrix table, int? declared = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var n = table.Total;
        var q = declared ?? table.Size;
        if (n <= 0 || q < 2) return new BinaryIndices(null, null, null);
        var pabak = ChanceCorrected.BrennanPrediger(table, categories: q).Value;
        if (q == 2)
            return new BinaryIndices(pabak, (table[0, 0] - table[1, 1]) / n, (table[0, 1] - table[1, 0]) / n);
        var shares = Enumerable.Range(0, q).Select(k => (table.Row(k) + table.Column(k)) / (2 * n)).ToArray();
        var bias = Enumerable.Range(0, table.Size).Sum(k => Math.Abs(table.Row(k) - table.Column(k))) / (2 * n);
        return new BinaryIndices(pabak, shares.Max() - shares.Min(), bias);
    }
}
