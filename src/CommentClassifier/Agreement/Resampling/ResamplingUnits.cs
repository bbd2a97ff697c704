namespace CommentClassifier.Agreement.Resampling;

/// <summary>
/// What a bootstrap draws: units (items, or whole families of identical texts), each a sparse set of cell counts. Units with the
/// same counts are exchangeable, so a resample of G units is Multinomial(G, types) - exactly - and its cost does not grow with G.
/// Types held by few units are pooled and drawn one by one. Strata are resampled apart, each to its own size.
/// </summary>
public sealed class ResamplingUnits
{
    private readonly Stratum[] strata;

    private ResamplingUnits(int cells, Stratum[] strata, bool clustered) => (Cells, this.strata, Clustered) = (cells, strata, clustered);

    /// <summary>Number of cells of the table that a resample fills.</summary>
    public int Cells { get; }

    /// <summary>True when some unit holds more than one item.</summary>
    public bool Clustered { get; }

    /// <summary>Units in all strata.</summary>
    public int Count => strata.Sum(s => s.Units);

    /// <summary>Independent items given as cell counts (whole numbers); an item bootstrap is Multinomial(n, cells/n).</summary>
    public static ResamplingUnits FromCells(ReadOnlySpan<double> cells)
    {
        var types = new List<Unit>();
        var counts = new List<int>();
        for (var c = 0; c < cells.Length; c++)
        {
            if (cells[c] <= 0) continue;
            types.Add(new Unit([c], [1]));
            counts.Add((int)Math.Round(cells[c]));
        }
        return new ResamplingUnits(cells.Length, [Stratum.Of(types, counts)], false);
    }

    /// <summary>
    /// Items with a cell index, an optional family (null: on its own), an optional stratum and an optional weight (1 when null).
    /// A family is resampled whole, in the stratum of its first item.
    /// </summary>
    public static ResamplingUnits FromItems(
        int cells, IReadOnlyList<int> cell, IReadOnlyList<string?>? family = null, IReadOnlyList<string?>? stratum = null, IReadOnlyList<double>? weight = null)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var singles = new Dictionary<(string, int, double), int>();
        var families = new Dictionary<string, (string Stratum, SortedDictionary<int, double> Cells)>(StringComparer.Ordinal);
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        if (family is not null)
            foreach (var name in family)
                if (name is not null) sizes[name] = sizes.GetValueOrDefault(name) + 1;
        for (var i = 0; i < cell.Count; i++)
        {
            var place = stratum?[i] ?? "";
            var w = weight?[i] ?? 1;
            if (family?[i] is not { } name || sizes[name] == 1)
            {
                singles[(place, cell[i], w)] = singles.GetValueOrDefault((place, cell[i], w)) + 1;
                continue;
            }
            if (!families.TryGetValue(name, out var found)) families[name] = found = (place, []);
            found.Cells[cell[i]] = found.Cells.GetValueOrDefault(cell[i]) + w;
        }

        var types = new Dictionary<string, SortedDictionary<string, (Unit Unit, int Count)>>(StringComparer.Ordinal);
        void Add(string place, Unit unit, int count)
        {
            if (!types.TryGetValue(place, out var inside)) types[place] = inside = new(StringComparer.Ordinal);
            inside[unit.Signature] = (unit, inside.GetValueOrDefault(unit.Signature).Count + count);
        }
        foreach (var ((place, c, w), count) in singles) Add(place, new Unit([c], [w]), count);
        foreach (var (place, found) in families.Values) Add(place, new Unit([.. found.Keys], [.. found.Values]), 1);
        var built = types.OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => Stratum.Of([.. t.Value.Values.Select(v => v.Unit)], [.. t.Value.Values.Select(v => v.Count)])).ToArray();
        return new ResamplingUnits(cells, built, families.Count > 0);
    }

    /// <summary>Fills <paramref name="into"/> (length <see cref="Cells"/>) with one resample.</summary>
    public void Draw(SeededGenerator generator, Span<double> into)
    {
        into.Clear();
        foreach (var stratum in strata) stratum.Draw(generator, into);
    }

    private sealed record Unit(int[] Cells, double[] Counts)
    {
        public string Signature { get; } = string.Join(';', Cells.Zip(Counts, (c, n) =>
            $"{c.ToString(System.Globalization.CultureInfo.InvariantCulture)}x{n.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}"));

        public void AddTo(Span<double> into, int times)
        {
            for (var i = 0; i < Cells.Length; i++) into[Cells[i]] += times * Counts[i];
        }
    }

    private sealed class Stratum
    {
        private const int Rare = 3;
        private readonly Unit[] types;
        private readonly double[] conditional;
        private readonly Unit[] pool;
        private readonly double poolShare;

        private Stratum(int units, Unit[] types, double[] conditional, Unit[] pool)
        {
            (Units, this.types, this.conditional, this.pool) = (units, types, conditional, pool);
            poolShare = units == 0 ? 0 : pool.Length / (double)units;
        }

        public int Units { get; }

        public static Stratum Of(List<Unit> types, List<int> counts)
        {
            var total = counts.Sum();
            // A few types are cheapest as binomials; many rare ones are cheapest drawn one by one.
            var pooling = types.Count > 64;
            var common = Enumerable.Range(0, types.Count).Where(t => !pooling || counts[t] > Rare).OrderByDescending(t => counts[t]).ThenBy(t => t).ToArray();
            var pool = Enumerable.Range(0, types.Count).Except(common).SelectMany(t => Enumerable.Repeat(types[t], counts[t])).ToArray();
            double left = total - pool.Length;
            var conditional = new double[common.Length];
            for (var i = 0; i < common.Length; i++)
            {
                conditional[i] = i == common.Length - 1 ? 1 : counts[common[i]] / left;
                left -= counts[common[i]];
            }
            return new Stratum(total, [.. common.Select(t => types[t])], conditional, pool);
        }

        public void Draw(SeededGenerator generator, Span<double> into)
        {
            var left = Units;
            if (pool.Length > 0)
            {
                var fromPool = BinomialSampler.Next(generator, left, poolShare);
                for (var i = 0; i < fromPool; i++) pool[generator.NextIndex(pool.Length)].AddTo(into, 1);
                left -= fromPool;
            }
            for (var t = 0; t < types.Length && left > 0; t++)
            {
                var times = BinomialSampler.Next(generator, left, conditional[t]);
                if (times == 0) continue;
                types[t].AddTo(into, times);
                left -= times;
            }
        }
    }
}
