namespace CommentClassifier.Agreement;

/// <summary>
/// A square table of how two raters labelled the same items: rows are the first rater (human, gold), columns the second (machine).
/// Shape: K x K in the order of <see cref="Labels"/>. Cells are counts or sums of weights; never negative.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly double[] cells;
    private readonly double[] rows;
    private readonly double[] columns;

    /// <summary>Takes K labels and K*K cells in row-major order. Throws when the shape is wrong or a cell is negative or not finite.</summary>
    public ConfusionMatrix(IReadOnlyList<string> labels, ReadOnlySpan<double> cells)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (cells.Length != labels.Count * labels.Count)
            throw new ArgumentException($"{labels.Count} labels need {labels.Count * labels.Count} cells, got {cells.Length}.");
        Labels = labels;
        this.cells = cells.ToArray();
        rows = new double[Size];
        columns = new double[Size];
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
            {
                var cell = this[i, j];
                if (!double.IsFinite(cell) || cell < 0)
                    throw new ArgumentException($"Cell ({i},{j}) is {cell}; a count is zero or more.");
                rows[i] += cell;
                columns[j] += cell;
                Total += cell;
                if (i == j) Diagonal += cell;
            }
    }

    /// <summary>The declared labels, K of them; unused ones count (AC1 and Brennan-Prediger depend on K).</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>K.</summary>
    public int Size => Labels.Count;

    /// <summary>Sum of all cells, n.</summary>
    public double Total { get; }

    /// <summary>Sum of the diagonal: items on which both agree.</summary>
    public double Diagonal { get; }

    /// <summary>The K*K cells in row-major order.</summary>
    public ReadOnlySpan<double> Cells => cells;

    /// <summary>One cell: row i (first rater), column j (second rater).</summary>
    public double this[int row, int column] => cells[row * Size + column];

    /// <summary>The first rater's total for a label.</summary>
    public double Row(int label) => rows[label];

    /// <summary>The second rater's total for a label.</summary>
    public double Column(int label) => columns[label];

    /// <summary>From rows of cells; throws when a row's length differs from the number of labels.</summary>
    public static ConfusionMatrix From(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<double>> matrix)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Count != labels.Count || matrix.Any(row => row.Count != labels.Count))
            throw new ArgumentException($"The matrix must have {labels.Count} rows of {labels.Count} cells, one for each label.");
        return new ConfusionMatrix(labels, matrix.SelectMany(row => row).ToArray());
    }

    /// <summary>The raters swapped.</summary>
    public ConfusionMatrix Transposed()
    {
        var turned = new double[cells.Length];
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
                turned[j * Size + i] = this[i, j];
        return new ConfusionMatrix(Labels, turned);
    }
}
