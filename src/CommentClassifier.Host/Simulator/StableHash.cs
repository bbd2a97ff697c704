namespace CommentClassifier.Host.Simulator;

/// <summary>A hash that is the same in every process (FNV-1a with a finishing mix), so that a seed means the same tomorrow.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<char> text) => Finish(Add(Offset, text));

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Offset;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * Prime;
        }

        return Finish(hash);
    }

    public static ulong Mix(ulong hash, ReadOnlySpan<char> text) => Finish(Add(hash ^ Offset, text));

    public static ulong Mix(ulong hash, ulong other) => Finish((hash ^ other) * Prime);

    public static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }
}
