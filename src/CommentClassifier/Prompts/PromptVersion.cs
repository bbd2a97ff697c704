using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>An immutable prompt: template, codebook, examples and parameters, known by its hash.</summary>
public sealed record PromptVersion
{
    /// <summary>The prompt's name, the folder it lives in.</summary>
    public required string Name { get; init; }

    /// <summary>The version as people write it, such as <c>v2</c>.</summary>
    public required string Version { get; init; }

    /// <summary><c>name@version</c>.</summary>
    public string Id => $"{Name}@{Version}";

    /// <summary>SHA-256 over everything in the prompt's two files, in lower-case hex; see <see cref="PromptHash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>The codebook, narrowed to the dimensions this version asks.</summary>
    public required Codebook Codebook { get; init; }

    /// <summary>What stands above the template.</summary>
    public required FrontMatter FrontMatter { get; init; }

    /// <summary>The Liquid template.</summary>
    public required string Body { get; init; }

    /// <summary>The file it came from, for messages.</summary>
    public required string File { get; init; }

    /// <summary>What a reply carries beside labels.</summary>
    public ReplyShape Shape => FrontMatter.Shape;

    /// <inheritdoc/>
    public override string ToString() => Id;
}
