namespace CommentClassifier.Agreement.Coefficients;

/// <summary>
/// Agreement weights w_ij in [0,1], K x K, 1 on the diagonal: how much credit a pair of different labels earns.
/// Source: Cohen 1968; Gwet 2014 (Handbook of Inter-Rater Reliability, ch. 3) for the named families.
/// </summary>
public sealed class AgreementWeights
{
    private readonly double[] cells;

    private AgreementWeights(string name, int size, double[] cells) => (Name, Size, this.cells) = (name, size, cells);

    /// <summary>none, linear, quadratic, ordinal, radical, ratio, bipolar, circular or custom.</summary>
    public string Name { get; }

    /// <summary>K.</summary>
    public int Size { get; }

    /// <summary>The weight of the pair (i, j).</summary>
    public double this[int i, int j] => cells[i * Size + j];

    /// <summary>Sum of all weights, T_w in Gwet 2014.</summary>
    public double Sum => cells.Sum();

    internal ReadOnlySpan<double> Cells => cells;

    /// <summary>w = 1 when the labels are the same, else 0.</summary>
    public static AgreementWeights Identity(int size) => Build("none", size, (i, j) => i == j ? 1 : 0);

    /// <summary>w = 1 - d/(K-1) with d the distance on the declared scale (equally spaced unless scores are given).</summary>
    public static AgreementWeights Linear(int size, IReadOnlyList<double>? scores = null) => Named("linear", size, scores);

    /// <summary>w = 1 - (d/(K-1))^2.</summary>
    public static AgreementWeights Quadratic(int size, IReadOnlyList<double>? scores = null) => Named("quadratic", size, scores);

    /// <summary>w = 1 - v/max(v), from a symmetric matrix of disagreement weights v with a zero diagonal. All zero: throws.</summary>
    public static AgreementWeights FromDisagreement(IReadOnlyList<IReadOnlyList<double>> disagreement)
    {
        ArgumentNullException.ThrowIfNull(disagreement);
        var size = disagreement.Count;
        var max = disagreement.SelectMany(row => row).DefaultIfEmpty(0).Max();
        if (max <= 0) throw new ArgumentException("Disagreement weights are all zero; give at least one positive weight.");
        return Build("custom", size, (i, j) => 1 - disagreement[i][j] / max);
    }

    /// <summary>Custom agreement weights, K x K.</summary>
    public static AgreementWeights FromAgreement(IReadOnlyList<IReadOnlyList<double>> agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        return Build("custom", agreement.Count, (i, j) => agreement[i][j]);
    }

    /// <summary>
    /// Ordered labels inside a larger list: <paramref name="positions"/> gives the place on the scale, null for labels that sit
    /// off it ("mixed", "unclear", no label), which earn credit only for an exact match.
    /// </summary>
    public static AgreementWeights OnScale(bool quadratic, IReadOnlyList<int?> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        var range = Math.Max(1, positions.Count(p => p is not null) - 1);
        return Build(quadratic ? "quadratic" : "linear", positions.Count, (i, j) =>
        {
            if (i == j) return 1;
            if (positions[i] is not { } a || positions[j] is not { } b) return 0;
            var d = Math.Abs(a - b) / (double)range;
            return 1 - (quadratic ? d * d : d);
        });
    }

    /// <summary>Any named family. Unknown name: throws. K = 1: all weights 1. Scores default to 1..K.</summary>
    public static AgreementWeights Named(string name, int size, IReadOnlyList<double>? scores = null)
    {
        var x = scores ?? Enumerable.Range(1, size).Select(i => (double)i).ToArray();
        if (x.Count != size) throw new ArgumentException($"{size} labels need {size} scores, got {x.Count}.");
        var (low, high) = size == 0 ? (0, 0) : (x.Min(), x.Max());
        var range = high > low ? high - low : 1;
        return Clean(name) switch
        {
            "none" or "unweighted" or "identity" or "nominal" or "" => Identity(size),
            "linear" or "equal" => Build("linear", size, (i, j) => 1 - Math.Abs(x[i] - x[j]) / range),
            "quadratic" or "squared" => Build("quadratic", size, (i, j) => 1 - Math.Pow((x[i] - x[j]) / range, 2)),
            "radical" => Build("radical", size, (i, j) => 1 - Math.Sqrt(Math.Abs(x[i] - x[j])) / Math.Sqrt(range)),
            "ratio" => Relative("ratio", size, (i, j) => Square(x[i] - x[j], x[i] + x[j]), Square(high - low, high + low)),
            "ordinal" => Relative("ordinal", size, (i, j) => Pairs(i, j), Pairs(0, Math.Max(1, size - 1))),
            "circular" => Relative("circular", size, (i, j) => Math.Pow(Math.Sin(Math.PI * (x[i] - x[j]) / (range + 1)), 2), null),
            "bipolar" => Relative("bipolar", size, (i, j) => i == j ? 0
                : Math.Pow(x[i] - x[j], 2) / ((x[i] + x[j] - 2 * low) * (2 * high - x[i] - x[j])), null),
            _ => throw new ArgumentException($"Unknown weights '{name}'. Use none, linear, quadratic, ordinal, radical, ratio, circular or bipolar."),
        };
    }

    private static string Clean(string name) => name.Trim().ToLowerInvariant();

    private static double Square(double difference, double sum) => sum == 0 ? 0 : Math.Pow(difference / sum, 2);

    private static double Pairs(int i, int j)
    {
        var n = Math.Abs(i - j) + 1.0;
        return n * (n - 1) / 2;
    }

    private static AgreementWeights Relative(string name, int size, Func<int, int, double> distance, double? max)
    {
        var top = max ?? 0;
        if (max is null)
            for (var i = 0; i < size; i++)
                for (var j = 0; j < size; j++)
                    top = Math.Max(top, distance(i, j));
        return Build(name, size, (i, j) => top > 0 ? 1 - distance(i, j) / top : 1);
    }

    private static AgreementWeights Build(string name, int size, Func<int, int, double> weight)
    {
        var cells = new double[size * size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                cells[i * size + j] = weight(i, j);
        return new AgreementWeights(name, size, cells);
    }
}
