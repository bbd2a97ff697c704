using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>The YAML above a template.</summary>
public sealed record FrontMatter
{
    /// <summary>One line for people who choose between versions.</summary>
    public string Description { get; init; } = "";

    /// <summary>The codebook's file beside the prompt; another name lets a new version change the codebook while old ones stay as they are.</summary>
    public string CodebookFile { get; init; } = "codebook.yaml";

    /// <summary>The dimensions asked, in the codebook's order; all where none are named.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>Sampling and size.</summary>
    public PromptParameters Parameters { get; init; } = new();

    /// <summary>What a reply carries beside labels.</summary>
    public required ReplyShape Shape { get; init; }

    /// <summary>What the template may be told.</summary>
    public IReadOnlyList<PromptVariable> Variables { get; init; } = [];

    /// <summary>Texts with their right answers, for the template to show.</summary>
    public IReadOnlyList<PromptExample> Examples { get; init; } = [];

    /// <summary>Cue words of the built-in endpoint, by dimension; never rendered.</summary>
    public IReadOnlyDictionary<string, DimensionCues> OfflineCues { get; init; } = new Dictionary<string, DimensionCues>();
}

/// <summary>The request's parameters that belong to a prompt.</summary>
public sealed record PromptParameters
{
    /// <summary>Sampling temperature in [0, 2], or null for the endpoint's default.</summary>
    public double? Temperature { get; init; }

    /// <summary>Sampling seed, or null.</summary>
    public long? Seed { get; init; }

    /// <summary>Output tokens to allow for each comment; a reply that needs more is cut off and invalid.</summary>
    public int MaxOutputTokensPerComment { get; init; } = 200;
}

/// <summary>A declared variable.</summary>
/// <param name="Name">What the template calls it: <c>variables.name</c>.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Default">The value where none is given; null makes it required.</param>
public sealed record PromptVariable(string Name, string Description, string? Default)
{
    /// <summary>Whether a value must be given.</summary>
    public bool Required => Default is null;
}

/// <summary>A text written for the prompt, with its right answer in every dimension asked.</summary>
public sealed record PromptExample(string Text, IReadOnlyList<AssignedLabel> Labels);

/// <summary>How the built-in endpoint labels one dimension.</summary>
/// <param name="Cues">The cue words and phrases.</param>
/// <param name="WhenNone">The label where no cue is found.</param>
/// <param name="WhenTied">The label where two labels have about the same weight.</param>
public sealed record DimensionCues(IReadOnlyList<Cue> Cues, string WhenNone, string WhenTied);

/// <summary>A word or phrase that speaks for a label; letter case and typographic forms do not matter.</summary>
public sealed record Cue(string Label, string Phrase, double Weight);
