namespace CommentClassifier.Agreement.Intervals;

/// <summary>
/// Wilson interval of a share whose items come in families: the items are replaced by an effective number, p(1-p)/var with the
/// cluster-linearised variance (Korn and Graubard 1998), never more than n; at p = 0 or 1, n^2/sum m^2 (copies say one thing once).
/// </summary>
public static class ClusteredShare
{
    /// <summary>Successes and families of equal length (null: an item on its own). No items: null bounds.</summary>
    public static (Interval Interval, double EffectiveItems) Wilson(IReadOnlyList<bool> success, IReadOnlyList<string?> family, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(success);
        ArgumentNullException.ThrowIfNull(family);
        double n = success.Count, hits = success.Count(s => s);
        if (n == 0) return (Interval.None, 0);
        var sums = new Dictionary<string, (double Hits, double Size)>(StringComparer.Ordinal);
        double alone = 0, aloneHits = 0;
        for (var i = 0; i < success.Count; i++)
        {
            var hit = success[i] ? 1 : 0;
            if (family[i] is not { } name)
            {
                alone++;
                aloneHits += hit;
                continue;
            }
            var (h, size) = sums.GetValueOrDefault(name);
            sums[name] = (h + hit, size + 1);
        }
        var p = hits / n;
        var clusters = alone + sums.Count;
        double effective;
        if (p is <= 0 or >= 1 || clusters < 2) effective = n * n / (alone + sums.Values.Sum(f => f.Size * f.Size));
        else
        {
            var squares = aloneHits * (1 - p) * (1 - p) + (alone - aloneHits) * p * p + sums.Values.Sum(f => Math.Pow(f.Hits - p * f.Size, 2));
            effective = p * (1 - p) / (squares / (n * n) * clusters / (clusters - 1));
        }
        effective = Math.Min(n, effective);
        return (BinomialInterval.Wilson(p * effective, effective, level), effective);
    }
}
