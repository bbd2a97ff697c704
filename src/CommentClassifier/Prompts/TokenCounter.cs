using Microsoft.ML.Tokenizers;

namespace CommentClassifier.Prompts;

/// <summary>Counts tokens as o200k_base does; for other models' vocabularies it is an estimate. Safe to use from many threads.</summary>
public static class TokenCounter
{
    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <summary>The number of tokens of a text.</summary>
    public static int Count(string text) => Tokenizer.Value.CountTokens(text);
}
