namespace CommentClassifier.Dockets;

/// <summary>The id of one submission within its docket; <c>id#tracking</c> where one id denotes two texts.</summary>
public readonly record struct CommentId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
