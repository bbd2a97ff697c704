using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Coefficients;

/// <summary>
/// Cohen's kappa, (po - pe)/(1 - pe), plain or weighted: po = sum w_ij p_ij, pe = sum w_ij p_i. p_.j (Cohen 1960, 1968).
/// </summary>
public static class CohenKappa
{
    /// <summary>
    /// Kappa of a K x K table with the non-null standard error (interval) and the null one (test) of Fleiss, Cohen and Everitt 1969.
    /// No items or pe = 1: null with a reason. A constant rater gives 0 with a degenerate interval; one item has no interval.
    /// </summary>
    public static Coefficient Of(ConfusionMatrix table, AgreementWeights? weights = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        var w = weights ?? AgreementWeights.Identity(table.Size);
        if (w.Size != table.Size) throw new ArgumentException($"Weights are for {w.Size} labels, the table has {table.Size}.");
        var n = table.Total;
        if (n <= 0) return new Coefficient(null, Reason: Reasons.NoItems);

        Span<double> rows = new double[table.Size], columns = new double[table.Size];
        CellFormulas.Margins(table.Cells, rows, columns);
        var po = CellFormulas.WeightedObserved(table.Cells, w.Cells, n);
        var pe = CellFormulas.KappaExpected(rows, columns, w.Cells, n);
        var kappa = CellFormulas.Corrected(po, pe);
        if (double.IsNaN(kappa)) return new Coefficient(null, Observed: po, Expected: pe, Reason: Reasons.NoVariation);
        if (n <= 1) return new Coefficient(kappa, Observed: po, Expected: pe, Reason: Reasons.OneItem);

        var se = Math.Sqrt(CellGradients.Variance(table.Cells, CellGradients.Kappa(table, w, kappa, pe), n));
        var nullSe = NullStandardError(table, w, pe);
        var (low, high) = NormalInterval.Around(kappa, se, level);
        double? z = nullSe > 0 ? kappa / nullSe : null;
        return new Coefficient(kappa, se, low, high, po, pe, nullSe, z, z is { } value ? NormalInterval.TwoSidedP(value) : null);
    }

    private static double NullStandardError(ConfusionMatrix table, AgreementWeights w, double pe)
    {
        var n = table.Total;
        var chance = new double[table.Size * table.Size];
        for (var i = 0; i < table.Size; i++)
            for (var j = 0; j < table.Size; j++)
                chance[i * table.Size + j] = table.Row(i) * table.Column(j) / n;
        return Math.Sqrt(CellGradients.Variance(chance, CellGradients.Kappa(table, w, 0, pe), n));
    }
}
