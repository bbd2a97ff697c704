namespace CommentClassifier.Deduplication;

/// <summary>
/// Finds campaigns: add the texts one by one, then ask for the families. Deterministic. Identical texts are held once; a distinct
/// one costs about 400 bytes, its key, and 4 bytes a word: some 1 GB for a million different texts of 150 words, and next to nothing
/// where a million comments are a few form letters. Not safe for concurrent use.
/// </summary>
public sealed class CampaignFinder
{
    /// <summary>The least Jaccard similarity of two neighbours in a family.</summary>
    public const double Threshold = 0.8;

    /// <summary>Members of one family that a newcomer in a bucket is compared with: what is near a family is near most of it.</summary>
    private const int ComparedMembers = 64;

    /// <summary>
    /// Families in one bucket from which it is split by a second band: half-alike texts (one letter, other sentences) meet in the
    /// same buckets by the thousand, and comparing each with each would take a time that grows with the square of the docket.
    /// </summary>
    private const int CrowdedBucket = 48;

    // Bands, counted from the bucket's own, by which it is split; near texts share some 13 of 32 bands, so that one of these will do.
    private static readonly int[] Splits = [1, 5, 12, 18];

    private readonly Dictionary<string, int> _byFingerprint = new(StringComparer.Ordinal);
    private readonly List<Text> _texts = [];

    /// <summary>Adds a comment.</summary>
    /// <param name="key">Its id, or anything else that names it; not checked for being unique.</param>
    /// <param name="text">Its normalised text; one without a word is in no family.</param>
    public void Add(string key, string text) => Add(key, TextFingerprint.Of(text), text);

    /// <summary>Adds a comment whose fingerprint is already known.</summary>
    public void Add(string key, string fingerprint, string text)
    {
        if (_byFingerprint.TryGetValue(fingerprint, out var known))
        {
            _texts[known].Keys.Add(key);
            return;
        }

        var shingles = Shingles.Of(text);
        if (shingles.Length > 0)
        {
            _byFingerprint.Add(fingerprint, _texts.Count);
            var (bands, sketch) = MinHash.Of(shingles);
            _texts.Add(new Text([key], shingles, bands, sketch));
        }
    }

    /// <summary>The families of two members or more, the largest first, equals by representative. More may be added afterwards.</summary>
    public IReadOnlyList<Family> Families()
    {
        var sets = new DisjointSets(_texts.Count);
        for (var band = 0; band < MinHash.Bands; band++)
        {
            Unite(band, sets);
        }

        return [.. Enumerable.Range(0, _texts.Count)
            .GroupBy(sets.Find)
            .Select(members => members.Select(index => _texts[index]).ToList())
            .Where(texts => texts.Count > 1 || texts[0].Keys.Count > 1)
            .Select(ToFamily)
            .OrderByDescending(family => family.Keys.Count)
            .ThenBy(family => family.Representative, StringComparer.Ordinal)];
    }

    private static Family ToFamily(List<Text> texts)
    {
        var most = texts.Max(text => text.Keys.Count);
        return new Family(
            texts.Where(text => text.Keys.Count == most).Select(text => text.Keys.Min(StringComparer.Ordinal)!).Min(StringComparer.Ordinal)!,
            [.. texts.SelectMany(text => text.Keys).Order(StringComparer.Ordinal)],
            texts.Count);
    }

    /// <summary>Compares the texts that fall into one bucket of a band, and joins those that are near enough.</summary>
    private void Unite(int band, DisjointSets sets)
    {
        foreach (var bucket in Buckets(Enumerable.Range(0, _texts.Count), band))
        {
            if (UniteBucket(bucket, sets, CrowdedBucket))
            {
                continue;
            }

            foreach (var part in Splits.SelectMany(split => Buckets(bucket, (band + split) % MinHash.Bands)))
            {
                UniteBucket(part, sets, int.MaxValue);
            }
        }
    }

    /// <summary>Those of two texts or more with the same hash in a band, each in ascending order.</summary>
    private IEnumerable<ArraySegment<int>> Buckets(IEnumerable<int> texts, int band)
    {
        var order = texts.ToArray();
        var keys = Array.ConvertAll(order, text => ((ulong)_texts[text].Bands[band] << 32) | (uint)text);
        Array.Sort(keys, order);
        for (var (start, end) = (0, 0); start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && keys[end] >> 32 == keys[start] >> 32;)
            {
                end++;
            }

            if (end - start > 1)
            {
                yield return new ArraySegment<int>(order, start, end - start);
            }
        }
    }

    /// <summary>Says whether it came to the end, or found more families than it may.</summary>
    private bool UniteBucket(ArraySegment<int> bucket, DisjointSets sets, int mostGroups)
    {
        var groups = new Dictionary<int, List<int>>();
        foreach (var newcomer in bucket)
        {
            foreach (var (root, members) in groups)
            {
                if (sets.Find(root) != sets.Find(newcomer)
                    && members.Exists(member => IsNear(_texts[member], _texts[newcomer])))
                {
                    sets.Union(root, newcomer);
                }
            }

            var home = sets.Find(newcomer);
            if (!groups.TryGetValue(home, out var group))
            {
                if (groups.Count == mostGroups)
                {
                    return false;
                }

                groups[home] = group = [];
            }

            if (group.Count < ComparedMembers)
            {
                group.Add(newcomer);
            }
        }

        return true;
    }

    // A set of less than 0.8 of another's size cannot be near it.
    private static bool IsNear(Text a, Text b) =>
        Math.Min(a.Shingles.Length, b.Shingles.Length) >= Threshold * Math.Max(a.Shingles.Length, b.Shingles.Length)
        && MinHash.MayBeNear(a.Sketch, b.Sketch)
        && Shingles.Jaccard(a.Shingles, b.Shingles) >= Threshold;

    private sealed record Text(List<string> Keys, uint[] Shingles, uint[] Bands, byte[] Sketch);
}
