using CommentClassifier.Agreement.Coefficients;

namespace CommentClassifier.Agreement.Resampling;

/// <summary>
/// Every coefficient of one K x K table at once, for the bootstrap: all intervals of a report come from the same resamples.
/// Columns from <paramref name="scored"/> on (no label) are misses: not scored by F1, and no label that a coder could have chosen.
/// </summary>
internal sealed class TableFigures(int k, int scored, double[]? linear = null, double[]? quadratic = null)
{
    internal const int Accuracy = 0, Kappa = 1, Pi = 2, Alpha = 3, Ac1 = 4, Pabak = 5, Mcc = 6, MacroF1 = 7, Linear = 8, Quadratic = 9, Ac2 = 10, FirstLabel = 11;

    private readonly double quadraticSum = quadratic?.Where((_, c) => c / k < scored && c % k < scored).Sum() ?? 0;

    /// <summary>The fixed figures, then F1, precision and recall of each scored label.</summary>
    internal int Count => FirstLabel + 3 * scored;

    internal static TableFigures Of(int k, int scored, AgreementWeights? linear = null, AgreementWeights? quadratic = null) =>
        new(k, scored, linear?.Cells.ToArray(), quadratic?.Cells.ToArray());

    internal void Compute(ReadOnlySpan<double> cells, Span<double> figures)
    {
        Span<double> rows = stackalloc double[k], columns = stackalloc double[k];
        var n = CellFormulas.Margins(cells, rows, columns);
        var diagonal = CellFormulas.Diagonal(cells, k);
        var po = diagonal / n;
        var pi = CellFormulas.PiExpected(rows, columns, n);
        figures[Accuracy] = po;
        figures[Kappa] = CellFormulas.Corrected(po, CellFormulas.KappaExpected(rows, columns, n));
        figures[Pi] = CellFormulas.Corrected(po, pi);
        figures[Alpha] = CellFormulas.NominalAlpha(po, pi, n);
        figures[Ac1] = CellFormulas.Corrected(po, CellFormulas.Ac1Expected(pi, scored));
        figures[Pabak] = CellFormulas.Corrected(po, 1.0 / scored);
        figures[Mcc] = CellFormulas.Mcc(rows, columns, diagonal, n);
        figures[MacroF1] = CellFormulas.MacroF1(cells, rows, columns, scored, out _);
        figures[Linear] = Weighted(cells, rows, columns, linear, n);
        figures[Quadratic] = Weighted(cells, rows, columns, quadratic, n);
        figures[Ac2] = quadratic is null ? double.NaN
            : CellFormulas.Corrected(CellFormulas.WeightedObserved(cells, quadratic, n), quadraticSum / (scored * (scored - 1.0)) * (1 - pi));
        for (var c = 0; c < scored; c++)
        {
            var hits = cells[c * k + c];
            figures[FirstLabel + 3 * c] = CellFormulas.F1(cells, rows, columns, c);
            figures[FirstLabel + 3 * c + 1] = columns[c] > 0 ? hits / columns[c] : double.NaN;
            figures[FirstLabel + 3 * c + 2] = rows[c] > 0 ? hits / rows[c] : double.NaN;
        }
    }

    private static double Weighted(ReadOnlySpan<double> cells, ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, double[]? w, double n) =>
        w is null ? double.NaN : CellFormulas.Corrected(CellFormulas.WeightedObserved(cells, w, n), CellFormulas.KappaExpected(rows, columns, w, n));
}
