namespace CommentClassifier.Dockets;

/// <summary>The fields of a record that matter here, as the file has them; names and addresses of submitters are not among them.</summary>
internal sealed record RawRecord
{
    public required long Row { get; init; }

    public string? Id { get; init; }

    public string? DocumentType { get; init; }

    public string? Docket { get; init; }

    public string? Text { get; init; }

    public string? Title { get; init; }

    public string? TrackingNumber { get; init; }

    public string? Organization { get; init; }

    public string? Category { get; init; }

    public string? Region { get; init; }

    public string? Country { get; init; }

    public bool Withdrawn { get; init; }

    public string? WithdrawnReason { get; init; }

    public string? PostedAt { get; init; }

    public string? ReceivedAt { get; init; }

    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>An attachment is known of, even where its address is not.</summary>
    public bool HasAttachments { get; init; }
}
