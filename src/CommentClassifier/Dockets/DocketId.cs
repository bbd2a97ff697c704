namespace CommentClassifier.Dockets;

/// <summary>The name of a proceeding, such as <c>COLC-2023-0006</c>.</summary>
public readonly record struct DocketId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
