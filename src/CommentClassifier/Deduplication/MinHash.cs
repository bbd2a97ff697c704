using System.Numerics;
using System.Runtime.Intrinsics;

namespace CommentClassifier.Deduplication;

/// <summary>
/// Locality-sensitive hashing of shingle sets (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3):
/// 32 bands of 4 hashes bring two texts of Jaccard 0.8 together in at least one band but for 1 pair in 20 million.
/// </summary>
internal static class MinHash
{
    public const int Bands = 32;
    private const int Rows = 4;

    private static readonly (ulong Factor, ulong Shift)[] Functions = [.. Enumerable.Range(1, Bands * Rows)
        .Select(i => (Shingles.Mix((ulong)i * 0x9E3779B97F4A7C15) | 1, Shingles.Mix(((ulong)i * 0x9E3779B97F4A7C15) + 1)))];

    /// <summary>Of the hashes of two texts of Jaccard 0.8 some 102 are the same; fewer than this are by chance once in 10 billion pairs.</summary>
    private const int LeastShared = 72;

    /// <summary>One hash a band (equal ones make a pair worth a look), and a byte of every hash as a sketch of the text.</summary>
    public static (uint[] Bands, byte[] Sketch) Of(uint[] shingles)
    {
        Span<uint> least = stackalloc uint[Bands * Rows];
        least.Fill(uint.MaxValue);
        for (var f = 0; f < Functions.Length; f++)
        {
            var (factor, shift) = Functions[f];
            var smallest = uint.MaxValue;
            foreach (var shingle in shingles)
            {
                smallest = Math.Min(smallest, (uint)(((factor * shingle) + shift) >> 32));
            }

            least[f] = smallest;
        }

        var bands = new uint[Bands];
        for (var band = 0; band < Bands; band++)
        {
            var hash = (ulong)band;
            for (var row = 0; row < Rows; row++)
            {
                hash = Shingles.Mix(hash ^ least[(band * Rows) + row]);
            }

            bands[band] = (uint)hash;
        }

        var sketch = new byte[least.Length];
        for (var f = 0; f < sketch.Length; f++)
        {
            sketch[f] = (byte)least[f];
        }

        return (bands, sketch);
    }

    /// <summary>
    /// Whether two texts may be near each other, by their sketches (Li and König 2010): nanoseconds, where comparing the sets takes a
    /// thousand. Half-alike texts are many in a docket and share buckets; this is what keeps them cheap.
    /// </summary>
    public static bool MayBeNear(byte[] a, byte[] b)
    {
        var shared = 0;
        for (var at = 0; at < a.Length; at += Vector256<byte>.Count)
        {
            shared += BitOperations.PopCount(Vector256.Equals(Vector256.Create(a, at), Vector256.Create(b, at)).ExtractMostSignificantBits());
        }

        return shared >= LeastShared;
    }
}
