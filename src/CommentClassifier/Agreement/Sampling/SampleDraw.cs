using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Sampling;

/// <summary>A comment that may be drawn; the stratum is the label a run predicted (null for a simple sample).</summary>
public sealed record SampleFrameItem(string CommentId, string? Stratum = null);

/// <summary>A stratum of a sample: comments in it, how many to draw, and the weight N_h/n_h of each one drawn.</summary>
public sealed record SampleStratum(string Stratum, int Population, int Drawn, double? Weight);

/// <summary>A drawn comment with its inclusion probability n_h/N_h and weight N_h/n_h, recorded with the sample.</summary>
public sealed record DrawnComment(string CommentId, string Stratum, double InclusionProbability, double Weight);

/// <summary>
/// How many comments to draw from each stratum: a floor for each (or all it has), the rest in proportion to size by largest remainders
/// (Cochran 1977, ch. 5).
/// </summary>
public sealed record SamplePlan(int Size, string Design, IReadOnlyList<SampleStratum> Strata)
{
    /// <summary>The stratum name of a simple sample.</summary>
    public const string Whole = "all";

    /// <summary>A simple random sample of size from N comments; more than there are gives all.</summary>
    public static SamplePlan Simple(int population, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var drawn = Math.Min(size, population);
        return new SamplePlan(drawn, "simple", [Stratum(Whole, population, drawn)]);
    }

    /// <summary>
    /// Stratified with a floor a stratum. A floor that the size cannot pay for is lowered to size/strata, at least one each while the
    /// size lasts. Empty strata are left out.
    /// </summary>
    public static SamplePlan Stratified(IReadOnlyDictionary<string, int> populations, int size, int floor = 20)
    {
        ArgumentNullException.ThrowIfNull(populations);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfNegative(floor);
        var strata = populations.Where(p => p.Value > 0).OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();
        var total = strata.Sum(s => s.Value);
        size = Math.Min(size, total);
        var least = strata.Length == 0 ? 0 : Math.Min(floor, size / strata.Length);
        var drawn = strata.Select(s => Math.Min(least, s.Value)).ToArray();
        var left = size - drawn.Sum();
        while (left > 0)
        {
            // Each round shares what is left by size among strata that still have comments; the largest remainders take the odd ones.
            var open = Enumerable.Range(0, strata.Length).Where(i => drawn[i] < strata[i].Value).ToArray();
            double room = open.Sum(i => (double)strata[i].Value);
            var wish = open.Select(i => (Index: i, Exact: left * strata[i].Value / room)).ToArray();
            var given = 0;
            foreach (var (i, exact) in wish) given += Give(i, (int)Math.Floor(exact));
            foreach (var (i, _) in wish.OrderByDescending(w => w.Exact - Math.Floor(w.Exact)).ThenBy(w => w.Index))
                if (given < left) given += Give(i, 1);
            left -= given;
        }
        return new SamplePlan(size, "stratified", [.. strata.Select((s, i) => Stratum(s.Key, s.Value, drawn[i]))]);

        int Give(int i, int wanted)
        {
            var taken = Math.Min(wanted, strata[i].Value - drawn[i]);
            drawn[i] += taken;
            return taken;
        }
    }

    private static SampleStratum Stratum(string name, int population, int drawn) => new(name, population, drawn, drawn > 0 ? population / (double)drawn : null);
}

/// <summary>A seeded draw without replacement. The same frame (in any order), plan and seed give the same comments.</summary>
public sealed record SampleDraw(SamplePlan Plan, ulong Seed, IReadOnlyList<DrawnComment> Comments)
{
    /// <summary>Draws the plan from the frame; a frame that does not match the plan's populations throws.</summary>
    public static SampleDraw Of(IReadOnlyList<SampleFrameItem> frame, SamplePlan plan, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(plan);
        var simple = plan.Design == "simple";
        var groups = frame.GroupBy(f => simple ? SamplePlan.Whole : f.Stratum ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var drawn = new List<DrawnComment>(plan.Size);
        for (var s = 0; s < plan.Strata.Count; s++)
        {
            var stratum = plan.Strata[s];
            var ids = groups.GetValueOrDefault(stratum.Stratum, []).Select(f => f.CommentId).Order(StringComparer.Ordinal).ToArray();
            if (ids.Length != stratum.Population)
                throw new ArgumentException($"Stratum \"{stratum.Stratum}\" has {ids.Length} comments, the plan says {stratum.Population}: plan again.");
            new SeededGenerator(seed, (ulong)s).Shuffle<string>(ids);
            drawn.AddRange(ids.Take(stratum.Drawn).Select(id =>
                new DrawnComment(id, stratum.Stratum, stratum.Drawn / (double)stratum.Population, stratum.Weight ?? 0)));
        }
        return new SampleDraw(plan, seed, [.. drawn.OrderBy(d => d.CommentId, StringComparer.Ordinal)]);
    }

    /// <summary>A simple sample of a size.</summary>
    public static SampleDraw Simple(IReadOnlyList<SampleFrameItem> frame, int size, ulong seed) =>
        Of(frame, SamplePlan.Simple(frame.Count, size), seed);

    /// <summary>A sample stratified by predicted label, with a floor a stratum. Comments without a stratum form their own, "".</summary>
    public static SampleDraw Stratified(IReadOnlyList<SampleFrameItem> frame, int size, ulong seed, int floor = 20)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var populations = frame.GroupBy(f => f.Stratum ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return Of(frame, SamplePlan.Stratified(populations, size, floor), seed);
    }
}
