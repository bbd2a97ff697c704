using System.Text.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

internal sealed class LineRow
{
    public const string Columns =
        """
        c.comment_id AS Id, c.content AS Content, c.organization AS Organization, c.posted_at AS PostedAt,
        t.id AS Text,
        substr(COALESCE(t.content, c.raw), 1, 300) AS Excerpt
        """;

    public long? Key { get; set; }

    public string Id { get; set; } = "";

    public long Content { get; set; }

    public long? Text { get; set; }

    /// <summary>Counted for the page at once: one text may stand on many of its lines, and have a hundred thousand copies.</summary>
    public long Copies { get; set; }

    public string? Organization { get; set; }

    public long? PostedAt { get; set; }

    public string? Excerpt { get; set; }

    public CommentLine ToRecord() =>
        new(Key ?? 0, new(Id), (CommentContent)Content, Copies, Organization, Column.At(PostedAt), Content == 3 ? null : Excerpt);
}

internal sealed class DetailRow
{
    public const string Select =
        """
        SELECT c.comment_id AS Id, c.tracking AS Tracking, c.text_id AS Text, c.content AS Content, c.organization AS Organization,
            c.category AS Category, c.region AS Region, c.country AS Country, c.withdrawn_reason AS Reason, c.posted_at AS PostedAt,
            c.received_at AS ReceivedAt, c.attachments AS Attachments, c.row_number AS Row, c.imported_at AS ImportedAt, c.raw AS Raw,
            t.content AS Sent, t.tokens AS Tokens, t.family AS Family,
            (SELECT COUNT(*) FROM comments n WHERE n.text_id = c.text_id AND n.content = 0) AS Copies
        FROM comments c LEFT JOIN texts t ON t.id = c.text_id
        """;

    public string Id { get; set; } = "";

    public string? Tracking { get; set; }

    public long? Text { get; set; }

    public long Content { get; set; }

    public string? Organization { get; set; }

    public string? Category { get; set; }

    public string? Region { get; set; }

    public string? Country { get; set; }

    public string? Reason { get; set; }

    public long? PostedAt { get; set; }

    public long? ReceivedAt { get; set; }

    public string? Attachments { get; set; }

    public long Row { get; set; }

    public long ImportedAt { get; set; }

    public string? Raw { get; set; }

    public string? Sent { get; set; }

    public long? Tokens { get; set; }

    public long? Family { get; set; }

    public long Copies { get; set; }

    public CommentDetail ToRecord() => new(
        new Comment
        {
            Id = new(Id),
            RawText = Raw ?? Sent ?? "",
            Text = Sent ?? Raw ?? "",
            Content = (CommentContent)Content,
            TrackingNumber = Tracking,
            Organization = Organization,
            Category = Category,
            Region = Region,
            Country = Country,
            WithdrawnReason = Reason,
            PostedAt = Column.At(PostedAt),
            ReceivedAt = Column.At(ReceivedAt),
            Attachments = Attachments is null ? [] : JsonSerializer.Deserialize<List<string>>(Attachments)!,
            Row = Row,
        },
        Text is { } text ? new TextId(text) : null, Sent, (int)(Tokens ?? 0), Family, Copies, Column.At(ImportedAt));
}

internal sealed class ChangeRow
{
    public string Kind { get; set; } = "";

    public long? OldText { get; set; }

    public long? NewText { get; set; }

    public string? Note { get; set; }

    public long At { get; set; }

    public CommentChange ToRecord() => new(
        Kind, OldText is { } old ? new TextId(old) : null, NewText is { } @new ? new TextId(@new) : null, Note, Column.At(At));
}

internal sealed class CommentLabelRow
{
    public long Started { get; set; }

    public string Run { get; set; } = "";

    public string Prompt { get; set; } = "";

    public long Text { get; set; }

    public long IsCurrent { get; set; }

    public string Dimension { get; set; } = "";

    public string Label { get; set; } = "";

    public double? Confidence { get; set; }

    public long? Start { get; set; }

    public long? Length { get; set; }

    public string? Request { get; set; }

    public string? Model { get; set; }

    public long Attempt { get; set; }

    public long At { get; set; }

    public string? Content { get; set; }

    public CommentLabel ToRecord()
    {
        var span = LabelSource.SpanOf(Start, Length);
        return new()
        {
            Run = new(Run),
            Prompt = Prompt,
            Text = new(Text),
            Current = IsCurrent != 0,
            Dimension = Dimension,
            Label = Label,
            Confidence = Confidence,
            Span = span,
            Quote = LabelSource.Slice(Content, span),
            Request = Request is null ? null : Guid.Parse(Request),
            Model = Model,
            Attempt = (int)Attempt,
            At = Column.At(At),
        };
    }
}
