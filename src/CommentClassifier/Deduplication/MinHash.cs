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

    /// <summary>One hash a band; equal hashes make a pair worth comparing.</summary>
    public static uint[] BandsOf(uint[] shingles)
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

        return bands;
    }
}
