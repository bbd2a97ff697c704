namespace CommentClassifier.Ledger;

/// <summary>The short id of a run, such as <c>r-7f3k2a</c>.</summary>
public readonly record struct RunId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
