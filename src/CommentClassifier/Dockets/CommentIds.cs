namespace CommentClassifier.Dockets;

/// <summary>Ids where regulations.gov gives one to two comments.</summary>
public static class CommentIds
{
    /// <summary>
    /// The id for a comment whose id another text already has: <c>id#tracking number</c>, or the comment's own id where there is no
    /// tracking number to tell the two apart (then it is the same comment, changed).
    /// </summary>
    public static CommentId Tied(Comment comment) =>
        comment.TrackingNumber is { Length: > 0 } tracking ? new CommentId($"{comment.Id}#{tracking}") : comment.Id;
}
