namespace CommentClassifier.Labels;

/// <summary>One question asked of every comment.</summary>
public sealed record Dimension
{
    /// <summary>The machine name: lower-case letters, digits and underscores; the JSON property and the CSV column.</summary>
    public required string Name { get; init; }

    /// <summary>The name people read.</summary>
    public required string Title { get; init; }

    /// <summary>What is asked, in a sentence.</summary>
    public string Question { get; init; } = "";

    /// <summary>Whether the substantive labels stand in an order, which turns on the weighted coefficients.</summary>
    public bool Ordinal { get; init; }

    /// <summary>The allowed labels, in their order.</summary>
    public required IReadOnlyList<LabelDefinition> Labels { get; init; }

    /// <summary>Rules that decide the hard cases.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The labels that stand in the order, lowest first; empty where there is no order.</summary>
    public IEnumerable<LabelDefinition> Scale => Ordinal ? Labels.Where(l => l is { Kind: LabelKind.Substantive, OffScale: false }) : [];

    /// <summary>The label of that name, or null.</summary>
    public LabelDefinition? Find(string name) => Labels.FirstOrDefault(l => l.Name == name);
}
