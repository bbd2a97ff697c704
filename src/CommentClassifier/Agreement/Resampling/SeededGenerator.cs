namespace CommentClassifier.Agreement.Resampling;

/// <summary>
/// A small generator whose sequence is part of this product, so that stored intervals reproduce: xoshiro256** 1.0 (Blackman and
/// Vigna 2018) seeded by SplitMix64. One instance for each stream; not thread safe.
/// </summary>
public sealed class SeededGenerator
{
    /// <summary>Name and version, stored beside every seeded figure.</summary>
    public const string Name = "xoshiro256**/splitmix64 v1";

    private ulong s0, s1, s2, s3;

    /// <summary>The stream of a seed; <paramref name="stream"/> numbers independent streams of one seed (chunks of resamples).</summary>
    public SeededGenerator(ulong seed, ulong stream = 0)
    {
        var state = seed ^ Mix(stream * 0x9E3779B97F4A7C15UL + 0xD1B54A32D192ED03UL);
        s0 = Next(ref state);
        s1 = Next(ref state);
        s2 = Next(ref state);
        s3 = Next(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = ulong.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0,1) with 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0..bound-1 without bias (Lemire 2019). Bound below 1: throws.</summary>
    public int NextIndex(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        while (true)
        {
            var high = Math.BigMul(NextBits(), (ulong)bound, out var low);
            if (low >= (ulong)bound || low >= unchecked(0UL - (ulong)bound) % (ulong)bound) return (int)high;
        }
    }

    /// <summary>Shuffles in place (Fisher-Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextIndex(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Next(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15UL);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
