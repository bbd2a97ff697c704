using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Coders;

/// <summary>
/// Bootstrap of the distance between the machine and the human-human ceiling: the machine's mean kappa with each coder less the coders' mean
/// pairwise kappa (Light 1971), on the same resampled comments, so that what both share cancels. Items with the same codes are one type.
/// </summary>
public static class CeilingBootstrap
{
    /// <summary>
    /// Resampled differences, NaN where either mean is undefined. Ratings are items x coders of K label indexes, null for a missing code;
    /// <paramref name="family"/> (null: none) draws identical texts together.
    /// </summary>
    public static double[] Run(
        int labels, IReadOnlyList<IReadOnlyList<int?>> ratings, IReadOnlyList<int?> machine, IReadOnlyList<string?>? family, int resamples, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(machine);
        var coders = ratings.Count == 0 ? 0 : ratings.Max(row => row.Count);
        var humanPairs = coders * (coders - 1) / 2;
        var types = new Dictionary<string, int>(StringComparer.Ordinal);
        var places = new List<(int Pair, int Cell)[]>();
        var typeOf = new int[ratings.Count];
        for (var i = 0; i < ratings.Count; i++)
        {
            var key = $"{string.Join(',', ratings[i])}|{machine[i]}";
            if (!types.TryGetValue(key, out typeOf[i]))
            {
                types[key] = typeOf[i] = places.Count;
                places.Add([.. PlacesOf(ratings[i], machine[i], coders, humanPairs, labels)]);
            }
        }
        var units = ResamplingUnits.FromItems(places.Count, typeOf, family);
        var pairs = humanPairs + coders;
        return Bootstrap.Run(units, 1, resamples, seed, (counts, result) =>
        {
            var tables = new double[pairs * labels * labels];
            for (var t = 0; t < counts.Length; t++)
            {
                if (counts[t] == 0) continue;
                foreach (var (pair, cell) in places[t]) tables[pair * labels * labels + cell] += counts[t];
            }
            result[0] = Mean(tables, humanPairs, pairs, labels) - Mean(tables, 0, humanPairs, labels);
        })[0];
    }

    /// <summary>Where an item counts: in the table of each two coders who coded it, and of the machine with each coder.</summary>
    private static IEnumerable<(int Pair, int Cell)> PlacesOf(IReadOnlyList<int?> row, int? machine, int coders, int humanPairs, int labels)
    {
        var pair = 0;
        for (var a = 0; a < coders; a++)
            for (var b = a + 1; b < coders; b++, pair++)
                if (Code(a) is { } x && Code(b) is { } y) yield return (pair, x * labels + y);
        for (var a = 0; a < coders; a++)
            if (Code(a) is { } x && machine is { } y) yield return (humanPairs + a, x * labels + y);

        int? Code(int coder) => coder < row.Count ? row[coder] : null;
    }

    private static double Mean(double[] tables, int from, int to, int labels)
    {
        Span<double> rows = stackalloc double[labels], columns = stackalloc double[labels];
        var (sum, known) = (0.0, 0);
        for (var pair = from; pair < to; pair++)
        {
            var cells = tables.AsSpan(pair * labels * labels, labels * labels);
            var n = CellFormulas.Margins(cells, rows, columns);
            if (n <= 0) continue;
            var kappa = CellFormulas.Corrected(CellFormulas.Diagonal(cells, labels) / n, CellFormulas.KappaExpected(rows, columns, n));
            if (double.IsNaN(kappa)) continue;
            sum += kappa;
            known++;
        }
        return known == 0 ? double.NaN : sum / known;
    }
}
