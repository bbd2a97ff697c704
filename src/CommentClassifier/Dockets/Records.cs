using System.Globalization;

namespace CommentClassifier.Dockets;

/// <summary>What a record is: a submission, the agency's own document, or a row to skip. The same for every format.</summary>
internal static class Records
{
    /// <summary>The type that regulations.gov gives to comments; everything else is the agency's own.</summary>
    public const string Submission = "Public Submission";

    /// <summary>Stands for a byte that is not UTF-8; a noncharacter, so that no text holds it by right.</summary>
    public const char NotUtf8 = '\uFDD0';

    public static DocketEntry ToEntry(RawRecord record, DocketId? expected)
    {
        var id = Blank(record.Id)?.Trim();
        if (id is null)
        {
            return new DocketEntry.Skipped(record.Row, null, "the row has no id");
        }

        if (id.Contains(NotUtf8, StringComparison.Ordinal) || record.Text?.Contains(NotUtf8, StringComparison.Ordinal) == true)
        {
            return new DocketEntry.Skipped(record.Row, id.Replace(NotUtf8, '?'), "the row holds bytes that are not UTF-8; save the file as UTF-8");
        }

        if (expected is { } docket && Blank(record.Docket) is { } named && !string.Equals(named.Trim(), docket.Value, StringComparison.OrdinalIgnoreCase))
        {
            return new DocketEntry.Skipped(record.Row, id, $"the row belongs to docket {named.Trim()}, not {docket}; import it with --docket {named.Trim()}");
        }

        if (Blank(record.DocumentType)?.Trim() is { } type && !string.Equals(type, Submission, StringComparison.OrdinalIgnoreCase))
        {
            return new DocketEntry.Document(record.Row, id, type, Blank(record.Title)?.Trim());
        }

        return new DocketEntry.Submission(ToComment(record, id));
    }

    private static Comment ToComment(RawRecord record, string id)
    {
        // A withdrawn text is not read even where the file still has it: the submitter took it back.
        var raw = record.Withdrawn ? "" : record.Text ?? "";
        var text = CommentText.Normalise(raw);
        var hasAttachments = record.HasAttachments || record.Attachments.Count > 0;
        return new Comment
        {
            Id = new CommentId(id),
            RawText = raw,
            Text = text,
            Content = record.Withdrawn ? CommentContent.Withdrawn
                : text.Length == 0 ? (hasAttachments ? CommentContent.AttachmentOnly : CommentContent.Empty)
                : AttachmentReference.IsOnlyAttachment(text, hasAttachments) ? CommentContent.AttachmentOnly
                : CommentContent.Readable,
            TrackingNumber = Blank(record.TrackingNumber),
            Organization = Blank(record.Organization),
            Category = Blank(record.Category),
            Region = Blank(record.Region),
            Country = Blank(record.Country),
            WithdrawnReason = record.Withdrawn ? Blank(record.WithdrawnReason) : null,
            PostedAt = Date(record.PostedAt),
            ReceivedAt = Date(record.ReceivedAt),
            Attachments = record.Attachments,
            Row = record.Row,
        };
    }

    /// <summary>Both <c>2025-05-28T04:00Z</c> and <c>2025-05-28T03:59:59Z</c>; null where it is neither.</summary>
    public static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;

    public static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    public static bool Yes(string? value) => value?.Trim().ToUpperInvariant() is "TRUE" or "YES" or "Y" or "1";

    /// <summary>Addresses joined by commas; a comma inside an address is not followed by another address.</summary>
    public static IReadOnlyList<string> Addresses(string? joined) =>
        Blank(joined) is null ? [] : [.. joined!.Split(",http").Select((part, index) => (index == 0 ? part : "http" + part).Trim()).Where(part => part.Length > 0)];
}
