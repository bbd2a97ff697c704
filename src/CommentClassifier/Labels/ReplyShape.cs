namespace CommentClassifier.Labels;

/// <summary>What a reply carries beside the label. With neither, a dimension is the bare label, which is the cheapest reply.</summary>
/// <param name="Quotes">A verbatim evidence quote for every label.</param>
/// <param name="Confidence">The model's confidence in [0, 1] for every label.</param>
public sealed record ReplyShape(bool Quotes, bool Confidence)
{
    /// <summary>Whether a dimension is the bare label.</summary>
    public bool Bare => !Quotes && !Confidence;
}
