using MathNet.Numerics.Distributions;

namespace CommentClassifier.Agreement.Coefficients;

/// <summary>A coefficient for any number of coders: pa, pe, linearised standard error and a t interval with n - 1 degrees of freedom.</summary>
public sealed record MultiRaterCoefficient(
    double? Observed, double? Expected, double? Value, double? StandardError, double? Low, double? High, string? Reason = null);

/// <summary>
/// Gwet 2014 coefficients for several coders with missing codes, n - 1 divisor, upper bound clipped at 1. r_ik codes of item i for
/// label k, r_i = sum_k r_ik; pi_k = mean r_ik/r_i over all coded items; pa averages items with two or more codes.
/// </summary>
public static class MultiRater
{
    /// <summary>Gwet's AC1/AC2: pe = T_w/(q(q-1)) sum pi_k(1 - pi_k).</summary>
    public static MultiRaterCoefficient GwetAc(CodeCounts codes, AgreementWeights? weights = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var q = codes.Labels.Count;
        var w = weights ?? AgreementWeights.Identity(q);
        var scale = q < 2 ? double.NaN : w.Sum / (q * (q - 1.0));
        return Of(codes, w, level, pi => scale * pi.Sum(p => p * (1 - p)), (pi, share) =>
        {
            var sum = 0.0;
            for (var k = 0; k < q; k++) sum += share[k] * (1 - pi[k]);
            return scale * sum;
        });
    }

    /// <summary>Fleiss' kappa generalised: pe = sum w_kl pi_k pi_l.</summary>
    public static MultiRaterCoefficient Fleiss(CodeCounts codes, AgreementWeights? weights = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var q = codes.Labels.Count;
        var w = weights ?? AgreementWeights.Identity(q);
        return Of(codes, w, level, pi => Cross(w, pi, pi), (pi, share) => (Cross(w, share, pi) + Cross(w, pi, share)) / 2);
    }

    /// <summary>Brennan-Prediger: pe = T_w/q^2, the same for every item.</summary>
    public static MultiRaterCoefficient BrennanPrediger(CodeCounts codes, AgreementWeights? weights = null, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var q = codes.Labels.Count;
        var w = weights ?? AgreementWeights.Identity(q);
        var pe = q == 0 ? double.NaN : w.Sum / ((double)q * q);
        return Of(codes, w, level, _ => pe, (_, _) => pe);
    }

    private static double Cross(AgreementWeights w, double[] a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
            for (var l = 0; l < b.Length; l++)
                sum += w[k, l] * a[k] * b[l];
        return sum;
    }

    private static MultiRaterCoefficient Of(
        CodeCounts codes, AgreementWeights w, double level, Func<double[], double> chance, Func<double[], double[], double> itemChance)
    {
        var coded = codes.Items.Where(row => row.Sum() > 0).ToArray();
        double n = coded.Length, paired = coded.Count(row => row.Sum() >= 2);
        if (paired == 0) return new MultiRaterCoefficient(null, null, null, null, null, null, Reasons.NoPairs);
        var shares = coded.Select(row => row.Select(r => r / row.Sum()).ToArray()).ToArray();
        var pi = new double[codes.Labels.Count];
        foreach (var share in shares)
            for (var k = 0; k < pi.Length; k++) pi[k] += share[k] / n;

        var agreement = coded.Select(row => ItemAgreement(row, w)).ToArray();
        var pa = agreement.Sum() / paired;
        var pe = chance(pi);
        var value = CellFormulas.Corrected(pa, pe);
        if (double.IsNaN(value)) return new MultiRaterCoefficient(pa, double.IsNaN(pe) ? null : pe, null, null, null, null, Reasons.NoVariation);
        if (n < 2) return new MultiRaterCoefficient(pa, pe, value, null, null, null, Reasons.OneItem);

        var squares = 0.0;
        for (var i = 0; i < coded.Length; i++)
        {
            // An item with one code says nothing about agreement (0 in pa) but takes part in pe.
            var own = coded[i].Sum() >= 2 ? n / paired * (agreement[i] - pe) / (1 - pe) : 0;
            var linear = own - 2 * (1 - value) * (itemChance(pi, shares[i]) - pe) / (1 - pe);
            squares += (linear - value) * (linear - value);
        }
        var se = squares < 1e-20 ? 0 : Math.Sqrt(squares / (n * (n - 1)));
        var half = StudentT.InvCDF(0, 1, n - 1, 0.5 + level / 2) * se;
        return new MultiRaterCoefficient(pa, pe, value, se, value - half, Math.Min(1, value + half));
    }

    private static double ItemAgreement(double[] row, AgreementWeights w)
    {
        var m = row.Sum();
        if (m < 2) return 0;
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++)
        {
            var near = 0.0;
            for (var l = 0; l < row.Length; l++) near += w[k, l] * row[l];
            sum += row[k] * (near - 1);
        }
        return sum / (m * (m - 1));
    }
}
