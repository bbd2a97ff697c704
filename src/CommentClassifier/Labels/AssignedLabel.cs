namespace CommentClassifier.Labels;

/// <summary>One dimension's value for one text, as validated from a reply.</summary>
/// <param name="Dimension">The dimension's name.</param>
/// <param name="Label">The label's name, one of the codebook's.</param>
/// <param name="Confidence">The model's stated confidence in [0, 1], where the prompt asks for it.</param>
/// <param name="Quote">Where the evidence stands in the text that was sent, in UTF-16 code units.</param>
public sealed record AssignedLabel(string Dimension, string Label, double? Confidence, TextSpan? Quote);

/// <summary>A stretch of a text, in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int Length);
