namespace CommentClassifier.Labels;

/// <summary>The dimensions to label and, for each, the allowed labels with definitions, decision rules and examples.</summary>
public sealed record Codebook
{
    /// <summary>The codebook's name, the folder it lives in.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people who choose between codebooks.</summary>
    public string Description { get; init; } = "";

    /// <summary>The dimensions in the order in which they are asked and shown.</summary>
    public required IReadOnlyList<Dimension> Dimensions { get; init; }

    /// <summary>The dimension of that name, or null.</summary>
    public Dimension? Find(string name) => Dimensions.FirstOrDefault(d => d.Name == name);
}
