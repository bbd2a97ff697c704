namespace CommentClassifier.Agreement.Coefficients;

/// <summary>Matthews correlation for K labels, R_K (Gorodkin 2004).</summary>
public static class MatthewsCorrelation
{
    /// <summary>(c s - sum r_k c_k)/sqrt((s^2 - sum r_k^2)(s^2 - sum c_k^2)) of a K x K table. A constant rater or no items: null.</summary>
    public static double? Of(ConfusionMatrix table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Total <= 0) return null;
        Span<double> rows = new double[table.Size], columns = new double[table.Size];
        var n = CellFormulas.Margins(table.Cells, rows, columns);
        var value = CellFormulas.Mcc(rows, columns, table.Diagonal, n);
        return double.IsNaN(value) ? null : value;
    }
}
