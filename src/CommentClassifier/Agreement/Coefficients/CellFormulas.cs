namespace CommentClassifier.Agreement.Coefficients;

/// <summary>
/// Point formulas on raw K x K cells (row-major): the one place each coefficient is written, shared by the tables, by the
/// verifier and by every resample of the bootstrap. Undefined is NaN here and only here; callers turn it into null.
/// </summary>
internal static class CellFormulas
{
    internal static double Margins(ReadOnlySpan<double> cells, Span<double> rows, Span<double> columns)
    {
        var k = rows.Length;
        rows.Clear();
        columns.Clear();
        var n = 0.0;
        for (var i = 0; i < k; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < k; j++)
            {
                var c = cells[i * k + j];
                sum += c;
                columns[j] += c;
            }
            rows[i] = sum;
            n += sum;
        }
        return n;
    }

    internal static double Diagonal(ReadOnlySpan<double> cells, int k)
    {
        var sum = 0.0;
        for (var i = 0; i < k; i++) sum += cells[i * k + i];
        return sum;
    }

    internal static double WeightedObserved(ReadOnlySpan<double> cells, ReadOnlySpan<double> w, double n)
    {
        var sum = 0.0;
        for (var c = 0; c < cells.Length; c++) sum += w[c] * cells[c];
        return sum / n;
    }

    internal static double Corrected(double po, double pe) => 1 - pe <= 1e-12 ? double.NaN : (po - pe) / (1 - pe);

    internal static double KappaExpected(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, double n)
    {
        var pe = 0.0;
        for (var i = 0; i < rows.Length; i++) pe += rows[i] * columns[i];
        return pe / (n * n);
    }

    internal static double KappaExpected(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, ReadOnlySpan<double> w, double n)
    {
        var pe = 0.0;
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++)
                pe += w[i * rows.Length + j] * rows[i] * columns[j];
        return pe / (n * n);
    }

    internal static double PiExpected(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, double n)
    {
        var pe = 0.0;
        for (var i = 0; i < rows.Length; i++) pe += (rows[i] + columns[i]) * (rows[i] + columns[i]);
        return pe / (4 * n * n);
    }

    /// <summary>AC1's chance agreement for q declared labels; a column beyond them (no label) is no choice that a coder had.</summary>
    internal static double Ac1Expected(double piExpected, int q) => q < 2 ? double.NaN : (1 - piExpected) / (q - 1);

    /// <summary>Krippendorff's nominal alpha for two complete raters: 1 - (1-1/(2n)) (1-po)/(1-pe_pi), from the coincidences.</summary>
    internal static double NominalAlpha(double po, double piExpected, double n)
    {
        var expected = (1 - piExpected) * 2 * n / (2 * n - 1);
        return expected <= 1e-12 ? double.NaN : 1 - (1 - po) / expected;
    }

    /// <summary>R_K of Gorodkin 2004: (c s - sum r_k c_k) / sqrt((s^2 - sum c_k^2)(s^2 - sum r_k^2)).</summary>
    internal static double Mcc(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, double diagonal, double n)
    {
        double cross = 0, rr = 0, cc = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            cross += rows[i] * columns[i];
            rr += rows[i] * rows[i];
            cc += columns[i] * columns[i];
        }
        var denominator = (n * n - rr) * (n * n - cc);
        return denominator <= 1e-12 * n * n ? double.NaN : (diagonal * n - cross) / Math.Sqrt(denominator);
    }

    internal static double F1(ReadOnlySpan<double> cells, ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, int label)
    {
        var support = rows[label] + columns[label];
        return support <= 0 ? double.NaN : 2 * cells[label * rows.Length + label] / support;
    }

    /// <summary>Mean F1 over labels with gold or predictions; labels from <paramref name="scored"/> on (no label) are not scored.</summary>
    internal static double MacroF1(
        ReadOnlySpan<double> cells, ReadOnlySpan<double> rows, ReadOnlySpan<double> columns, int scored, out int used)
    {
        var sum = 0.0;
        used = 0;
        for (var k = 0; k < scored; k++)
        {
            var f1 = F1(cells, rows, columns, k);
            if (double.IsNaN(f1)) continue;
            sum += f1;
            used++;
        }
        return used == 0 ? double.NaN : sum / used;
    }
}
