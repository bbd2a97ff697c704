namespace CommentClassifier.Agreement.Coefficients;

/// <summary>
/// Derivatives of a coefficient by each cell share p_ij (K*K, row-major, up to a constant that centring removes).
/// Multinomial delta method: var = (sum p g^2 - (sum p g)^2) / n; the same g linearises weighted and clustered samples.
/// For kappa this is Fleiss, Cohen and Everitt 1969; for pi, AC and Brennan-Prediger Gwet 2008.
/// </summary>
internal static class CellGradients
{
    internal static double[] Kappa(ConfusionMatrix m, AgreementWeights w, double kappa, double pe)
    {
        var k = m.Size;
        var byRow = new double[k];
        var byColumn = new double[k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
            {
                byRow[i] += w[i, j] * m.Column(j) / m.Total;
                byColumn[j] += w[i, j] * m.Row(i) / m.Total;
            }
        return Fill(k, (i, j) => (w[i, j] - (1 - kappa) * (byRow[i] + byColumn[j])) / (1 - pe));
    }

    internal static double[] Pi(ConfusionMatrix m, AgreementWeights w, double pi, double pe)
    {
        var k = m.Size;
        var pull = new double[k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                pull[i] += (w[i, j] + w[j, i]) / 2 * (m.Row(j) + m.Column(j)) / (2 * m.Total);
        return Fill(k, (i, j) => (w[i, j] - (1 - pi) * (pull[i] + pull[j])) / (1 - pe));
    }

    internal static double[] Ac(ConfusionMatrix m, AgreementWeights w, double ac, double pe, double scale)
    {
        double Share(int i) => (m.Row(i) + m.Column(i)) / (2 * m.Total);
        return Fill(m.Size, (i, j) => (w[i, j] - (1 - ac) * scale * (1 - Share(i) - Share(j))) / (1 - pe));
    }

    internal static double[] BrennanPrediger(ConfusionMatrix m, AgreementWeights w, double pe) =>
        Fill(m.Size, (i, j) => w[i, j] / (1 - pe));

    internal static double[] Accuracy(ConfusionMatrix m) => Fill(m.Size, (i, j) => i == j ? 1 : 0);

    /// <summary>Precision of one label, m_cc over its column.</summary>
    internal static double[] Precision(ConfusionMatrix m, int c) =>
        Fill(m.Size, (i, j) => j == c ? ((i == c ? 1 : 0) - m[c, c] / m.Column(c)) * m.Total / m.Column(c) : 0);

    /// <summary>Recall of one label, m_cc over its row.</summary>
    internal static double[] Recall(ConfusionMatrix m, int c) =>
        Fill(m.Size, (i, j) => i == c ? ((j == c ? 1 : 0) - m[c, c] / m.Row(c)) * m.Total / m.Row(c) : 0);

    /// <summary>Macro-F1 over the labels with gold or predictions among the first <paramref name="scored"/>.</summary>
    internal static double[] MacroF1(ConfusionMatrix m, int scored)
    {
        var support = Enumerable.Range(0, scored).Select(c => m.Row(c) + m.Column(c)).ToArray();
        var used = support.Count(s => s > 0);
        return Fill(m.Size, (i, j) =>
        {
            var g = 0.0;
            if (i == j && i < scored && support[i] > 0) g += 2 * m.Total / support[i];
            if (i < scored && support[i] > 0) g -= F1(i) * m.Total / support[i];
            if (j < scored && support[j] > 0) g -= F1(j) * m.Total / support[j];
            return used == 0 ? 0 : g / used;
        });

        double F1(int c) => 2 * m[c, c] / support[c];
    }

    /// <summary>Variance of the centred gradient over n; what rounding leaves of an exact zero is zero.</summary>
    internal static double Variance(ReadOnlySpan<double> cells, ReadOnlySpan<double> gradient, double n)
    {
        double mean = 0, sum = 0;
        for (var c = 0; c < cells.Length; c++) mean += cells[c] / n * gradient[c];
        for (var c = 0; c < cells.Length; c++) sum += cells[c] / n * (gradient[c] - mean) * (gradient[c] - mean);
        return sum < 1e-20 ? 0 : sum / n;
    }

    private static double[] Fill(int k, Func<int, int, double> value)
    {
        var cells = new double[k * k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                cells[i * k + j] = value(i, j);
        return cells;
    }
}
