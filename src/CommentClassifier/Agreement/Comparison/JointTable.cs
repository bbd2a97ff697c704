namespace CommentClassifier.Agreement.Comparison;

/// <summary>
/// Gold x A x B counts of two prompts on the same items: K x K x K, cell (g, a, b). All that a paired comparison needs.
/// </summary>
public sealed class JointTable
{
    private readonly double[] cells;

    /// <summary>Takes K labels and K^3 cells, index (g K + a) K + b. Throws on another shape.</summary>
    public JointTable(IReadOnlyList<string> labels, ReadOnlySpan<double> cells, int? scored = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (cells.Length != labels.Count * labels.Count * labels.Count)
            throw new ArgumentException($"{labels.Count} labels need {Math.Pow(labels.Count, 3)} cells, got {cells.Length}.");
        Labels = labels;
        Scored = scored ?? labels.Count;
        this.cells = cells.ToArray();
        foreach (var cell in cells) Total += cell;
    }

    /// <summary>The labels; those from <see cref="Scored"/> on (such as "no label") are misses and not scored by macro-F1.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>How many of the labels macro-F1 scores.</summary>
    public int Scored { get; }

    /// <summary>Number of items.</summary>
    public double Total { get; }

    /// <summary>The K^3 cells.</summary>
    public ReadOnlySpan<double> Cells => cells;

    /// <summary>Gold (rows) against A (columns).</summary>
    public ConfusionMatrix A => Project((g, a, _) => g * Labels.Count + a);

    /// <summary>Gold (rows) against B (columns).</summary>
    public ConfusionMatrix B => Project((g, _, b) => g * Labels.Count + b);

    /// <summary>A (rows) against B (columns).</summary>
    public ConfusionMatrix AB => Project((_, a, b) => a * Labels.Count + b);

    /// <summary>McNemar's b (A right, B wrong) and c (A wrong, B right).</summary>
    public (double B, double C) Discordant
    {
        get
        {
            double onlyA = 0, onlyB = 0;
            Each((g, a, b, n) =>
            {
                if (g == a && g != b) onlyA += n;
                if (g != a && g == b) onlyB += n;
            });
            return (onlyA, onlyB);
        }
    }

    /// <summary>From label indexes of equal length.</summary>
    public static JointTable From(IReadOnlyList<string> labels, IReadOnlyList<int> gold, IReadOnlyList<int> a, IReadOnlyList<int> b, int? scored = null)
    {
        var k = labels.Count;
        var cells = new double[k * k * k];
        for (var i = 0; i < gold.Count; i++) cells[(gold[i] * k + a[i]) * k + b[i]]++;
        return new JointTable(labels, cells, scored);
    }

    internal void Each(Action<int, int, int, double> visit)
    {
        var k = Labels.Count;
        for (var c = 0; c < cells.Length; c++)
            if (cells[c] > 0) visit(c / (k * k), c / k % k, c % k, cells[c]);
    }

    private ConfusionMatrix Project(Func<int, int, int, int> index)
    {
        var projected = new double[Labels.Count * Labels.Count];
        Each((g, a, b, n) => projected[index(g, a, b)] += n);
        return new ConfusionMatrix(Labels, projected);
    }
}
