using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Comparison;

/// <summary>Kappa, macro-F1 and accuracy of B minus A; null where undefined.</summary>
public sealed record PairedFigures(double? Kappa, double? MacroF1, double? Accuracy);

/// <summary>Permutation p values of the paired differences and how many permutations they rest on.</summary>
public sealed record PermutationTest(PairedFigures Observed, double? KappaP, double? MacroF1P, double? AccuracyP, long Permutations, bool Exact);

/// <summary>
/// Resampling of the joint gold x A x B table. Bootstrap: items (or families) drawn with replacement. Permutation: A and B swapped
/// item by item under the hypothesis that the prompts are exchangeable; items on which they agree do not matter.
/// </summary>
public static class PairedResampling
{
    /// <summary>Resampled differences B - A: rows kappa, macro-F1, accuracy, NaN where undefined.</summary>
    public static double[][] Differences(JointTable table, ResamplingUnits units, int resamples, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(table);
        var k = table.Labels.Count;
        return Bootstrap.Run(units, 3, resamples, seed, (cells, values) => Figures(cells, k, table.Scored, values));
    }

    /// <summary>
    /// Two-sided p. All 2^d swaps are enumerated when d, the items on which A and B differ, is at most <paramref name="enumerateUpTo"/>;
    /// otherwise p = (k + 1)/(B + 1) from B random swaps. Within a gold label the swaps of a pair of labels are Bin(n, 1/2), exactly.
    /// With families, whole families swap: give their joint cells in <paramref name="families"/> and the other items in the table's place.
    /// </summary>
    public static PermutationTest Permute(
        JointTable table, int permutations = 10_000, ulong seed = 1, int enumerateUpTo = 16, IReadOnlyList<IReadOnlyList<int>>? families = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var k = table.Labels.Count;
        var swaps = new Swaps(table, families ?? []);
        Span<double> observed = stackalloc double[3];
        Figures(table.Cells, k, table.Scored, observed);
        var seen = observed.ToArray();
        var figures = new PairedFigures(Known(seen[0]), Known(seen[1]), Known(seen[2]));
        var exact = swaps.Bits <= enumerateUpTo;
        var total = exact ? 1L << swaps.Bits : permutations;
        var hits = new long[3];
        if (exact)
        {
            var cells = new double[k * k * k];
            var values = new double[3];
            for (var mask = 0L; mask < total; mask++)
            {
                swaps.Apply(mask, cells);
                Figures(cells, k, table.Scored, values);
                Count(values, seen, hits);
            }
            return new PermutationTest(figures, P(0), P(1), P(2), total, true);
        }
        Bootstrap.Chunks(permutations, seed ^ 0x5EED_5A17UL, (generator, from, to) =>
        {
            var cells = new double[k * k * k];
            var values = new double[3];
            var local = new long[3];
            for (var r = from; r < to; r++)
            {
                swaps.Apply(generator, cells);
                Figures(cells, k, table.Scored, values);
                Count(values, seen, local);
            }
            for (var f = 0; f < 3; f++) Interlocked.Add(ref hits[f], local[f]);
        });
        return new PermutationTest(figures, P(0), P(1), P(2), permutations, false);

        double? P(int f) => double.IsNaN(seen[f]) ? null : exact ? hits[f] / (double)total : (hits[f] + 1.0) / (total + 1.0);
    }

    internal static void Figures(ReadOnlySpan<double> cells, int k, int scored, Span<double> values)
    {
        Span<double> a = stackalloc double[k * k], b = stackalloc double[k * k], rows = stackalloc double[k], columns = stackalloc double[k];
        a.Clear();
        b.Clear();
        var c = 0;
        for (var g = 0; g < k; g++)
            for (var x = 0; x < k; x++)
                for (var y = 0; y < k; y++, c++)
                {
                    a[g * k + x] += cells[c];
                    b[g * k + y] += cells[c];
                }
        Side(a, rows, columns, scored, out var kappaA, out var macroA, out var accuracyA);
        Side(b, rows, columns, scored, out var kappaB, out var macroB, out var accuracyB);
        values[0] = kappaB - kappaA;
        values[1] = macroB - macroA;
        values[2] = accuracyB - accuracyA;
    }

    private static void Side(
        ReadOnlySpan<double> cells, Span<double> rows, Span<double> columns, int scored, out double kappa, out double macro, out double accuracy)
    {
        var n = CellFormulas.Margins(cells, rows, columns);
        accuracy = CellFormulas.Diagonal(cells, rows.Length) / n;
        kappa = CellFormulas.Corrected(accuracy, CellFormulas.KappaExpected(rows, columns, n));
        macro = CellFormulas.MacroF1(cells, rows, columns, scored, out _);
    }

    private static void Count(double[] values, double[] seen, long[] hits)
    {
        for (var f = 0; f < 3; f++)
            if (Math.Abs(values[f]) >= Math.Abs(seen[f]) - 1e-12) hits[f]++;
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    /// <summary>The items that swap alone, pooled by (gold, unordered pair), and the families that swap whole.</summary>
    private sealed class Swaps
    {
        private readonly double[] still;
        private readonly List<(int Cell, int Mirror, int Count)> pairs = [];
        private readonly List<IReadOnlyList<int>> groups;
        private readonly int k;

        public Swaps(JointTable table, IReadOnlyList<IReadOnlyList<int>> families)
        {
            k = table.Labels.Count;
            var alone = table.Cells.ToArray();
            foreach (var cell in families.SelectMany(f => f)) alone[cell]--;
            groups = [.. families.Where(f => f.Any(c => Mirror(c) != c))];
            still = new double[alone.Length];
            foreach (var family in families.Where(f => f.All(c => Mirror(c) == c)))
                foreach (var cell in family) still[cell]++;
            for (var c = 0; c < alone.Length; c++)
            {
                var mirror = Mirror(c);
                if (mirror == c) still[c] += alone[c];
                else if (c < mirror && alone[c] + alone[mirror] > 0) pairs.Add((c, mirror, (int)(alone[c] + alone[mirror])));
            }
        }

        public int Bits => Math.Min(62, pairs.Sum(p => p.Count) + groups.Count);

        public void Apply(long mask, double[] cells)
        {
            still.CopyTo(cells, 0);
            foreach (var (cell, mirror, count) in pairs)
            {
                var kept = System.Numerics.BitOperations.PopCount((ulong)(mask & ((1L << count) - 1)));
                mask >>= count;
                cells[cell] += kept;
                cells[mirror] += count - kept;
            }
            foreach (var group in groups)
            {
                Add(group, (mask & 1) == 1, cells);
                mask >>= 1;
            }
        }

        public void Apply(SeededGenerator generator, double[] cells)
        {
            still.CopyTo(cells, 0);
            foreach (var (cell, mirror, count) in pairs)
            {
                var kept = count <= 64
                    ? System.Numerics.BitOperations.PopCount(generator.NextBits() >> (64 - count))
                    : BinomialSampler.Next(generator, count, 0.5);
                cells[cell] += kept;
                cells[mirror] += count - kept;
            }
            foreach (var group in groups) Add(group, generator.NextBits() >> 63 == 1, cells);
        }

        private void Add(IReadOnlyList<int> group, bool swapped, double[] cells)
        {
            foreach (var cell in group) cells[swapped ? Mirror(cell) : cell]++;
        }

        private int Mirror(int cell) => cell / (k * k) * k * k + cell % k * k + cell / k % k;
    }
}
