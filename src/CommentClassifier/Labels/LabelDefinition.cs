namespace CommentClassifier.Labels;

/// <summary>One allowed label of a dimension.</summary>
public sealed record LabelDefinition
{
    /// <summary>The machine name.</summary>
    public required string Name { get; init; }

    /// <summary>When the label applies.</summary>
    public required string Definition { get; init; }

    /// <summary>Whether it says something, says that the matter is not addressed, or says that it cannot be told.</summary>
    public LabelKind Kind { get; init; }

    /// <summary>Whether a substantive label stands off the scale of an ordinal dimension (one end and the other at once, say): not part of the order.</summary>
    public bool OffScale { get; init; }

    /// <summary>Short texts written for this codebook that carry the label.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
