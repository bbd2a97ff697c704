using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CommentClassifier.Prompts;

/// <summary>
/// Ids for the comments of one request: two consonants and three digits, such as <c>qk483</c>. Two to three tokens, as cheap as digits
/// alone, which a model may write as a number; no words; 361,000 of them, so that an answer under a neighbour's, an old or an invented id is seen for what it is.
/// </summary>
public static class Aliases
{
    private const string Letters = "bcdfghjkmnpqrstvwxz";
    private const int Space = 19 * 19 * 1000;

    /// <summary>So many distinct aliases; the same seed gives the same ones, so that a stored request can be checked.</summary>
    /// <param name="count">How many, at most 10,000.</param>
    /// <param name="seed">Random bytes of this request, at least 16.</param>
    public static IReadOnlyList<string> Create(int count, ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, 16);
        var aliases = new List<string>(count);
        var used = new HashSet<int>(count);
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> input = stackalloc byte[SHA256.HashSizeInBytes + sizeof(int)];
        SHA256.HashData(seed, input);
        for (var counter = 0; aliases.Count < count; counter++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(input[SHA256.HashSizeInBytes..], counter);
            SHA256.HashData(input, block);
            for (var at = 0; at < block.Length && aliases.Count < count; at += sizeof(uint))
            {
                // The remainder's bias over 2^32 is under one in ten thousand: of no use to a guesser.
                var value = (int)(BinaryPrimitives.ReadUInt32LittleEndian(block[at..]) % Space);
                if (used.Add(value))
                    aliases.Add(Name(value));
            }
        }

        return aliases;
    }

    private static string Name(int value)
    {
        var digits = value % 1000;
        var letters = value / 1000;
        return string.Create(5, (letters, digits), static (name, v) =>
        {
            name[0] = Letters[v.letters / 19];
            name[1] = Letters[v.letters % 19];
            name[2] = (char)('0' + (v.digits / 100));
            name[3] = (char)('0' + (v.digits / 10 % 10));
            name[4] = (char)('0' + (v.digits % 10));
        });
    }
}
