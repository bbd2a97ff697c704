using CommentClassifier.Prompts;

namespace CommentClassifier.Tests.Prompts;

/// <summary>A throw-away prompts folder with one small prompt.</summary>
internal sealed class PromptFolder : IDisposable
{
    public const string Version1 = """
        ---
        description: A fixture
        parameters: { temperature: 0, seed: 3, max_output_tokens_per_comment: 40 }
        shape: { quotes: true, confidence: true }
        variables:
          rule: { description: the rule in a line }
          note: { description: an aside, default: none }
        examples:
          - text: "I hate it. Keep things as they are."
            labels:
              tone: { label: bad, quote: "I hate it.", confidence: 0.9 }
              stance: { label: oppose, quote: "Keep things as they are" }
        offline_cues:
          tone:
            when_none: unclear
            when_tied: both
            bad: [awful, "hat*": 2]
            good: [lovely]
          stance:
            support: [support]
            oppose: [do not support: 3, keep things as they are]
        ---
        About {{ variables.rule }} ({{ variables.note }}). Answer in JSON.
        {% for dimension in codebook.dimensions %}{{ dimension.name }}:{% for label in dimension.labels %} {{ label.name }}{% endfor %}
        {% endfor %}{% for example in examples %}{{ example.comment }} => {{ example.reply }}{% endfor %}
        """;

    public PromptFolder()
    {
        Write("small", "codebook.yaml", CommentClassifier.Tests.Labels.Samples.Yaml);
        Write("small", "v1.md", Version1);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("prompts").FullName;

    public PromptVersion Prompt => PromptCatalogue.Load(Root).Get("small@v1");

    public void Write(string name, string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(Root, name));
        File.WriteAllText(Path.Combine(Root, name, file), text);
    }

    public void Change(string right, string wrong)
    {
        Assert.Contains(right, Version1, StringComparison.Ordinal);
        Write("small", "v1.md", Version1.Replace(right, wrong, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
