using CommentClassifier.Dockets;

namespace CommentClassifier.Storage;

/// <summary>A comment as the store has it, as far as an import must know.</summary>
internal sealed class StoredComment
{
    public string Id { get; set; } = "";

    public string? Tracking { get; set; }

    public long? TextId { get; set; }

    public long Content { get; set; }

    public string? Fingerprint { get; set; }

    /// <summary>Only where there is nothing to read; a text is known by its fingerprint.</summary>
    public string? Raw { get; set; }
}

/// <summary>A row that changes the store.</summary>
/// <param name="Id">The id it is stored under.</param>
/// <param name="Row">The row.</param>
/// <param name="Before">What the store has under that id, or null.</param>
internal sealed record PlannedChange(string Id, ImportRow Row, StoredComment? Before);

/// <summary>What a batch of rows changes; decided without the database.</summary>
internal sealed record ImportPlan(IReadOnlyList<PlannedChange> Changes, ImportTally Tally)
{
    /// <summary>The ids under which the comment may already be stored.</summary>
    public static IEnumerable<string> PossibleIds(Comment comment) =>
        comment.TrackingNumber is { } tracking ? [comment.Id.Value, $"{comment.Id.Value}#{tracking}"] : [comment.Id.Value];

    public static ImportPlan Of(IReadOnlyList<ImportRow> rows, IReadOnlyDictionary<string, StoredComment> stored)
    {
        var now = new Dictionary<string, StoredComment>(stored);
        var changes = new Dictionary<string, PlannedChange>();
        long imported = 0, unchanged = 0, updated = 0;
        var changed = new List<CommentId>();
        var ambiguous = new List<Comment>();
        foreach (var row in rows)
        {
            var id = Place(row, now);
            if (!now.TryGetValue(id, out var before))
            {
                imported++;
            }
            else if (IsSame(row, before))
            {
                unchanged++;
                continue;
            }
            else if (row is { Repeated: true, Comment.Content: not CommentContent.Withdrawn })
            {
                // Which of the two is the comment cannot be told; taking the last would change the store at every import of the same file.
                ambiguous.Add(row.Comment);
                continue;
            }
            else
            {
                updated++;
                changed.Add(new(id));
            }

            // Two rows of one batch may be one comment: the first says what was stored before, the last what is.
            changes[id] = new(id, row, changes.TryGetValue(id, out var earlier) ? earlier.Before : before);
            now[id] = After(id, row, before);
        }

        return new([.. changes.Values], new ImportTally
        {
            Imported = imported,
            Unchanged = unchanged,
            Updated = updated,
            Withdrawn = rows.LongCount(r => r.Comment.Content == CommentContent.Withdrawn),
            AttachmentOnly = rows.LongCount(r => r.Comment.Content == CommentContent.AttachmentOnly),
            Ambiguous = ambiguous,
            Changed = changed,
        });
    }

    /// <summary>One id can denote two comments: another text under another tracking number is another comment.</summary>
    private static string Place(ImportRow row, Dictionary<string, StoredComment> stored)
    {
        var id = row.Comment.Id.Value;
        if (row.Comment.TrackingNumber is not { } tracking)
            return id;
        var second = $"{id}#{tracking}";
        if (stored.ContainsKey(second))
            return second;
        return stored.TryGetValue(id, out var first) && first.Tracking is { } other && other != tracking && !IsSame(row, first)
            ? second
            : id;
    }

    private static bool IsSame(ImportRow row, StoredComment before)
    {
        // Once withdrawn, always withdrawn: an older file must not bring the text back.
        if (before.Content == (long)CommentContent.Withdrawn)
            return before.Tracking is null || row.Comment.TrackingNumber is null || before.Tracking == row.Comment.TrackingNumber;
        if (before.Content != (long)row.Comment.Content)
            return false;
        return row.Comment.Content == CommentContent.Readable
            ? before.Fingerprint == row.Fingerprint
            : (before.Raw ?? "") == row.Comment.RawText;
    }

    private static StoredComment After(string id, ImportRow row, StoredComment? before) => new()
    {
        Id = id,
        Tracking = row.Comment.TrackingNumber,
        TextId = before?.TextId,
        Content = (long)row.Comment.Content,
        Fingerprint = row.Fingerprint,
        Raw = row.Comment.RawText,
    };
}
