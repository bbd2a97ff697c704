using MathNet.Numerics.LinearAlgebra;

namespace CommentClassifier.Agreement.Estimation;

/// <summary>Rogan and Gladen 1978: a share corrected for known or estimated sensitivity and specificity.</summary>
public sealed record RoganGladen(double? Apparent, double? Estimate, double? Clipped, double? StandardError)
{
    /// <summary>
    /// (q + Sp - 1)/(Se + Sp - 1); variance q(1-q)/N, plus theta^2 Se(1-Se)/n1 + (1-theta)^2 Sp(1-Sp)/n0 when Se and Sp were
    /// estimated on n1 and n0 items, over (Se+Sp-1)^2. Se + Sp = 1: null. The raw figure may leave [0,1]; Clipped is for display.
    /// </summary>
    public static RoganGladen Of(
        double positives, double tested, double sensitivity, double specificity, double? goldPositive = null, double? goldNegative = null)
    {
        if (tested <= 0) return new RoganGladen(null, null, null, null);
        var q = positives / tested;
        var youden = sensitivity + specificity - 1;
        if (Math.Abs(youden) < 1e-12) return new RoganGladen(q, null, null, null);
        var theta = (q + specificity - 1) / youden;
        var variance = q * (1 - q) / tested;
        if (goldPositive is { } n1 and > 0) variance += theta * theta * sensitivity * (1 - sensitivity) / n1;
        if (goldNegative is { } n0 and > 0) variance += (1 - theta) * (1 - theta) * specificity * (1 - specificity) / n0;
        return new RoganGladen(q, theta, Math.Clamp(theta, 0, 1), Math.Sqrt(variance) / Math.Abs(youden));
    }
}

/// <summary>Adjusted classify and count for K labels (Hopkins and King 2010; Forman 2008).</summary>
public sealed record AdjustedCount(IReadOnlyList<double?> Raw, IReadOnlyList<double?> Projected, double? ConditionNumber)
{
    /// <summary>
    /// Solves T' p = q with T = P(predicted | gold) from a K x K table (rows gold) and q the docket's predicted shares;
    /// Projected is the nearest point of the simplex. A label without gold or a singular T: nulls.
    /// </summary>
    public static AdjustedCount Of(ConfusionMatrix table, IReadOnlyList<double> docketShares)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(docketShares);
        var k = table.Size;
        if (docketShares.Count != k) throw new ArgumentException($"{k} labels need {k} docket shares, got {docketShares.Count}.");
        var none = new AdjustedCount(new double?[k], new double?[k], null);
        if (Enumerable.Range(0, k).Any(i => table.Row(i) <= 0)) return none;
        var t = Matrix<double>.Build.Dense(k, k, (i, j) => table[i, j] / table.Row(i));
        var condition = t.ConditionNumber();
        if (!double.IsFinite(condition) || condition > 1e12) return none;
        var raw = t.Transpose().Solve(Vector<double>.Build.DenseOfEnumerable(docketShares)).ToArray();
        return new AdjustedCount([.. raw.Select(x => (double?)x)], [.. OnSimplex(raw).Select(x => (double?)x)], condition);
    }

    /// <summary>Euclidean projection on the simplex (Duchi et al. 2008).</summary>
    private static double[] OnSimplex(double[] p)
    {
        var sorted = p.OrderDescending().ToArray();
        double sum = 0, shift = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i];
            if (sorted[i] - (sum - 1) / (i + 1) > 0) shift = (sum - 1) / (i + 1);
        }
        return [.. p.Select(x => Math.Max(0, x - shift))];
    }
}

/// <summary>Probabilistic adjusted count for one label (Bella et al. 2010).</summary>
public sealed record ProbabilisticAdjustedCount(double? TruePositiveRate, double? FalsePositiveRate, double? Raw, double? Clipped)
{
    /// <summary>(mean p on the docket - E[p|y=0])/(E[p|y=1] - E[p|y=0]). Equal means or a class without gold: null.</summary>
    public static ProbabilisticAdjustedCount Of(IReadOnlyList<bool> gold, IReadOnlyList<double> probability, double docketMean)
    {
        ArgumentNullException.ThrowIfNull(gold);
        var positive = probability.Where((_, i) => gold[i]).ToArray();
        var negative = probability.Where((_, i) => !gold[i]).ToArray();
        double? tpr = positive.Length > 0 ? positive.Average() : null, fpr = negative.Length > 0 ? negative.Average() : null;
        if (tpr - fpr is not { } gap || Math.Abs(gap) < 1e-12) return new ProbabilisticAdjustedCount(tpr, fpr, null, null);
        var raw = (docketMean - fpr!.Value) / gap;
        return new ProbabilisticAdjustedCount(tpr, fpr, raw, Math.Clamp(raw, 0, 1));
    }
}
