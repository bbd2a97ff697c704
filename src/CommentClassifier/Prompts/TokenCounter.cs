using Microsoft.ML.Tokenizers;

namespace CommentClassifier.Prompts;

/// <summary>Counts tokens as o200k_base does; for other models' vocabularies it is an estimate. Safe to use from many threads.</summary>
public static class TokenCounter
{
    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    // The tokenizer's time grows with the square of an unbroken run: 100,000 times one letter took 3.5 s in one piece.
    private const int Piece = 1024;

    /// <summary>
    /// The number of tokens of a text. Long texts are counted in pieces cut before a blank, which changes nothing in the count;
    /// an unbroken run is cut anywhere, which can add a token a thousand characters.
    /// </summary>
    public static int Count(string text)
    {
        var tokens = 0;
        for (var at = 0; at < text.Length;)
        {
            var length = PieceLength(text.AsSpan(at));
            tokens += Tokenizer.Value.CountTokens(text.AsSpan(at, length));
            at += length;
        }

        return tokens;
    }

    private static int PieceLength(ReadOnlySpan<char> rest)
    {
        if (rest.Length <= Piece)
            return rest.Length;
        for (var i = Piece; i > Piece / 2; i--)
        {
            if (rest[i] == ' ' && !char.IsWhiteSpace(rest[i - 1]) && i + 1 < rest.Length && !char.IsWhiteSpace(rest[i + 1]))
                return i;
        }

        return char.IsLowSurrogate(rest[Piece]) ? Piece - 1 : Piece;
    }
}
