using CommentClassifier.Labels;

namespace CommentClassifier.Tests.Labels;

/// <summary>A small codebook with every kind of label.</summary>
internal static class Samples
{
    public const string Yaml = """
        name: small
        description: Two questions
        dimensions:
          - name: tone
            title: Tone
            question: What tone?
            ordinal: true
            labels:
              - { name: bad, definition: Bad. }
              - { name: good, definition: Good. }
              - { name: both, definition: Both., off_scale: true }
              - { name: unclear, kind: unclear, definition: Cannot be told. }
          - name: stance
            title: Stance
            labels:
              - { name: support, definition: For it., examples: ["Yes, please."] }
              - { name: oppose, definition: Against it. }
              - { name: silent, kind: not_addressed, definition: Nothing said. }
            rules: ["Keep it as it is: oppose."]
        """;

    public static Codebook Codebook { get; } = CodebookReader.Read(Yaml, "small/codebook.yaml");

    public static ReplyShape Full { get; } = new(Quotes: true, Confidence: true);

    public static ReplyValidator Validator { get; } = new(Codebook, Full);

    public const string Text = "I hate this rule. “Keep it” as  it\nis – please… 😀 Thank you.";

    public static string Item(string id, string tone = "bad", string toneQuote = "I hate this rule.", string stance = "oppose",
        string stanceQuote = "please", string confidence = "0.9") =>
        $$$"""{"id":"{{{id}}}","tone":{"quote":"{{{toneQuote}}}","label":"{{{tone}}}","confidence":{{{confidence}}}},"stance":{"quote":"{{{stanceQuote}}}","label":"{{{stance}}}","confidence":0.5}}""";

    public static string Reply(params string[] items) => $$"""{"results":[{{string.Join(',', items)}}]}""";

    public static ReplyCheck Check(string? content, string? finish = "stop", params string[] aliases) =>
        Validator.Check(content, finish, [.. (aliases.Length > 0 ? aliases : ["a"]).Select(a => new AskedItem(a, Text))]);
}
