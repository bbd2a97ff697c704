using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>What a request costs in prompt tokens, before it is built. Joining counts of lines errs by a token or two a line, never by more.</summary>
public static class PacketEstimate
{
    // Role and separators of the two messages, and the reply's opening, as chat endpoints count them; rounded up.
    private const int Framing = 12;
    private const string SampleAlias = "bc123";
    private static readonly Lazy<int> Introduction = new(() => TokenCounter.Count(UserMessage.Build([])));

    /// <summary>Tokens of one comment in a message, id and JSON included: what is counted at import, since it depends on the text alone.</summary>
    public static int OfItem(string text) => TokenCounter.Count(UserMessage.Line(SampleAlias, text)) + 1;

    /// <summary>Tokens of a request without its comments: instructions, schema and framing. Endpoints bill the schema as part of the prompt.</summary>
    public static int Overhead(RenderedPrompt prompt) =>
        prompt.Tokens + TokenCounter.Count(prompt.Schema) + Introduction.Value + Framing;

    /// <summary>Tokens to allow a reply of so many comments.</summary>
    public static int MaxOutput(PromptVersion prompt, int comments) =>
        16 + (comments * prompt.FrontMatter.Parameters.MaxOutputTokensPerComment);
}
