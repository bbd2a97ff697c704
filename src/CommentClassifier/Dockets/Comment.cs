namespace CommentClassifier.Dockets;

/// <summary>
/// One submission as a docket file gives it. Names and addresses of submitters are left in the file: nothing here
/// identifies a private person beyond what they wrote in the text.
/// </summary>
public sealed record Comment
{
    /// <summary>The submission's id within the docket.</summary>
    public required CommentId Id { get; init; }

    /// <summary>The text exactly as the file has it, markup and entities included; empty when there is none.</summary>
    public required string RawText { get; init; }

    /// <summary>The text as a reader sees it: entities decoded, breaks as line feeds, Unicode NFC, trimmed. This is what is sent.</summary>
    public required string Text { get; init; }

    /// <summary>What there is to read.</summary>
    public required CommentContent Content { get; init; }

    /// <summary>The receipt number, which breaks the tie where one id denotes two comments.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The organization the submission names, if any.</summary>
    public string? Organization { get; init; }

    /// <summary>The submitter category the agency assigned, if any.</summary>
    public string? Category { get; init; }

    /// <summary>State or province, if given.</summary>
    public string? Region { get; init; }

    /// <summary>Country, if given.</summary>
    public string? Country { get; init; }

    /// <summary>Why the submission was withdrawn, if it was.</summary>
    public string? WithdrawnReason { get; init; }

    /// <summary>When the agency posted it.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>When the agency received it.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Addresses of the attached files, in the order of the record.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>The row (or record) of the file it came from, counted from 1 without the header.</summary>
    public long Row { get; init; }
}
