using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Coefficients;

/// <summary>
/// Two-rater coefficients beside kappa, all (po - pe)/(1 - pe) with po = sum w_ij p_ij; delta-method standard errors (n divisor)
/// and z intervals (Gwet 2008). pi_k = (p_k. + p_.k)/2; q is the number of declared labels.
/// </summary>
public static class ChanceCorrected
{
    /// <summary>Scott 1955: pe = sum w_kl pi_k pi_l. pe = 1 or no items: null.</summary>
    public static Coefficient ScottPi(ConfusionMatrix table, AgreementWeights? weights = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        var w = weights ?? AgreementWeights.Identity(table.Size);
        var pe = 0.0;
        for (var k = 0; k < table.Size; k++)
            for (var l = 0; l < table.Size; l++)
                pe += w[k, l] * Share(table, k) * Share(table, l);
        return Of(table, w, pe, level, pi => CellGradients.Pi(table, w, pi, pe));
    }

    /// <summary>
    /// Gwet 2008 AC1 (no weights) and AC2: pe = T_w/(q(q-1)) sum pi_k (1 - pi_k). Depends on q, never replaces kappa;
    /// all items in one of q >= 2 labels gives 1 with pe = 0. Fewer than two declared labels or no items: null.
    /// </summary>
    public static Coefficient GwetAc(ConfusionMatrix table, AgreementWeights? weights = null, int? categories = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        var w = weights ?? AgreementWeights.Identity(table.Size);
        var q = categories ?? table.Size;
        if (q < 2) return new Coefficient(null, Reason: "AC1 needs two declared labels");
        var spread = 0.0;
        for (var k = 0; k < table.Size; k++) spread += Share(table, k) * (1 - Share(table, k));
        var scale = Total(w, q) / (q * (q - 1.0));
        var pe = scale * spread;
        return Of(table, w, pe, level, ac => CellGradients.Ac(table, w, ac, pe, scale));
    }

    /// <summary>Brennan and Prediger 1981 (PABAK when q = 2; Bennett's S): pe = T_w/q^2, 1/q without weights. No items: null.</summary>
    public static Coefficient BrennanPrediger(
        ConfusionMatrix table, AgreementWeights? weights = null, int? categories = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(table);
        var w = weights ?? AgreementWeights.Identity(table.Size);
        var q = categories ?? table.Size;
        if (q < 1) return new Coefficient(null, Reason: Reasons.NoItems);
        var pe = Total(w, q) / ((double)q * q);
        return Of(table, w, pe, level, _ => CellGradients.BrennanPrediger(table, w, pe));
    }

    /// <summary>T_w over the declared labels: the first q, where the table has a column more (no label).</summary>
    private static double Total(AgreementWeights w, int q)
    {
        if (w.Name == "none") return q;
        if (q >= w.Size) return w.Sum;
        var sum = 0.0;
        for (var i = 0; i < q; i++)
            for (var j = 0; j < q; j++) sum += w[i, j];
        return sum;
    }

    private static double Share(ConfusionMatrix table, int label) =>
        table.Total <= 0 ? 0 : (table.Row(label) + table.Column(label)) / (2 * table.Total);

    private static Coefficient Of(ConfusionMatrix table, AgreementWeights w, double pe, double level, Func<double, double[]> gradient)
    {
        var n = table.Total;
        if (n <= 0) return new Coefficient(null, Reason: Reasons.NoItems);
        var po = CellFormulas.WeightedObserved(table.Cells, w.Cells, n);
        var value = CellFormulas.Corrected(po, pe);
        if (double.IsNaN(value)) return new Coefficient(null, Observed: po, Expected: pe, Reason: Reasons.NoVariation);
        if (n <= 1) return new Coefficient(value, Observed: po, Expected: pe, Reason: Reasons.OneItem);
        var se = Math.Sqrt(CellGradients.Variance(table.Cells, gradient(value), n));
        var (low, high) = NormalInterval.Around(value, se, level);
        return new Coefficient(value, se, low, high, po, pe);
    }
}
