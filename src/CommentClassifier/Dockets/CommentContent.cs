namespace CommentClassifier.Dockets;

/// <summary>What there is to read in a comment; only <see cref="Readable"/> is ever sent to a model.</summary>
public enum CommentContent
{
    /// <summary>The comment has a text of its own.</summary>
    Readable,

    /// <summary>The text only points to an attachment ("see attached"): unreadable for now.</summary>
    AttachmentOnly,

    /// <summary>There is no text and no attachment.</summary>
    Empty,

    /// <summary>The submission was withdrawn: its id and reason stay, its text does not.</summary>
    Withdrawn,
}
