namespace CommentClassifier.Deduplication;

/// <summary>A text as the set of its word sequences, each a 32-bit hash: what two texts share is what their sets share.</summary>
internal static class Shingles
{
    /// <summary>Words in a sequence. Three keep the order of words in play and still bear a changed name or a sentence put in front.</summary>
    public const int Words = 3;

    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>The distinct shingles in ascending order; case and punctuation are ignored. A text shorter than one shingle is one shingle.</summary>
    public static uint[] Of(string text)
    {
        var words = new List<ulong>(text.Length / 5);
        var hash = FnvOffset;
        var inside = false;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                hash = (hash ^ char.ToLowerInvariant(c)) * FnvPrime;
                inside = true;
            }
            else if (inside && c is not ('\'' or '’'))
            {
                words.Add(hash);
                (hash, inside) = (FnvOffset, false);
            }
        }

        if (inside)
        {
            words.Add(hash);
        }

        var size = Math.Min(Words, words.Count);
        var set = new uint[size == 0 ? 0 : words.Count - size + 1];
        for (var i = 0; i < set.Length; i++)
        {
            var shingle = FnvOffset;
            for (var j = 0; j < size; j++)
            {
                shingle = Mix(shingle ^ words[i + j]);
            }

            set[i] = (uint)(shingle >> 32);
        }

        Array.Sort(set);
        var distinct = 0;
        for (var i = 0; i < set.Length; i++)
        {
            if (i == 0 || set[i] != set[i - 1])
            {
                set[distinct++] = set[i];
            }
        }

        Array.Resize(ref set, distinct);
        return set;
    }

    /// <summary>Shared shingles over all shingles of two sorted sets, 0 to 1; two empty sets share nothing.</summary>
    public static double Jaccard(uint[] a, uint[] b)
    {
        var (i, j, shared) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
            {
                (shared, i, j) = (shared + 1, i + 1, j + 1);
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        var all = a.Length + b.Length - shared;
        return all == 0 ? 0 : (double)shared / all;
    }

    /// <summary>SplitMix64's finaliser (Steele, Lea and Flood 2014).</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
