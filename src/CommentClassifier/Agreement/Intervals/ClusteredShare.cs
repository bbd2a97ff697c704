namespace CommentClassifier.Agreement.Intervals;

/// <summary>
/// Wilson interval of a share whose items come in families: the items are replaced by an effective number, p(1-p)/var with the
/// cluster-linearised variance (Korn and Graubard 1998), never more than n. Where fewer than five families hold a success, or a failure, that
/// variance is not known well enough: then never more than n^2/sum m^2 either, the effective number when copies say one thing once.
/// Items are added one by one, so that a curve over many thresholds costs one pass.
/// </summary>
public sealed class ClusteredShare
{
    private readonly Dictionary<string, (double Hits, double Size)> families = new(StringComparer.Ordinal);

    // Sums over families (an item on its own is one) of hits^2, hits x size and size^2: the squared residuals at any share.
    private double squaredHits, crossed, squaredSizes, clusters;

    // Families that hold a success, and that hold a failure.
    private int hitting, missing;

    private const int FewFamilies = 5;

    /// <summary>Items added.</summary>
    public double Items { get; private set; }

    /// <summary>Successes among them.</summary>
    public double Hits { get; private set; }

    /// <summary>Adds an item; <paramref name="family"/> null: an item on its own.</summary>
    public void Add(bool success, string? family)
    {
        double hit = success ? 1 : 0;
        Items++;
        Hits += hit;
        var (hits, size) = family is null ? default : families.GetValueOrDefault(family);
        if (size == 0) clusters++;
        if (family is not null) families[family] = (hits + hit, size + 1);
        if (success && hits == 0) hitting++;
        if (!success && hits == size) missing++;
        squaredHits += ((hits + hit) * (hits + hit)) - (hits * hits);
        crossed += ((hits + hit) * (size + 1)) - (hits * size);
        squaredSizes += (2 * size) + 1;
    }

    /// <summary>The interval of what was added so far, and the effective number of items. No items: null bounds.</summary>
    public (Interval Interval, double EffectiveItems) Wilson(double level = 0.95)
    {
        if (Items == 0) return (Interval.None, 0);
        var p = Hits / Items;
        var effective = Items;
        if (hitting > 0 && missing > 0 && clusters > 1)
        {
            var squares = squaredHits - (2 * p * crossed) + (p * p * squaredSizes);
            if (squares > 1e-12) effective = Math.Min(Items, p * (1 - p) / (squares / (Items * Items) * clusters / (clusters - 1)));
        }
        if (Math.Min(hitting, missing) < FewFamilies) effective = Math.Min(effective, Items * Items / squaredSizes);
        return (BinomialInterval.Wilson(p * effective, effective, level), effective);
    }

    /// <summary>Successes and families of equal length (null: an item on its own).</summary>
    public static (Interval Interval, double EffectiveItems) Wilson(IReadOnlyList<bool> success, IReadOnlyList<string?> family, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(success);
        ArgumentNullException.ThrowIfNull(family);
        var share = new ClusteredShare();
        for (var i = 0; i < success.Count; i++) share.Add(success[i], family[i]);
        return share.Wilson(level);
    }
}
