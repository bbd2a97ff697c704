using System.Text.Json;
using CommentClassifier.Dockets;

namespace CommentClassifier.Storage;

/// <summary>Reads comments in, batch by batch, each batch in one transaction.</summary>
internal sealed class Importer(Database database)
{
    private const int BatchSize = 1_000;
    private const int MaxChanged = 1_000;

    private static readonly string[] CommentColumns =
    [
        "docket", "comment_id", "tracking", "text_id", "content", "organization", "category", "region", "country", "withdrawn_reason",
        "posted_at", "received_at", "attachments", "row_number", "imported_at", "raw",
    ];

    private static readonly string InsertComment =
        $"INSERT INTO comments ({string.Join(", ", CommentColumns)}) VALUES (@{string.Join(", @", CommentColumns)})";

    private static readonly string UpdateComment =
        $"UPDATE comments SET {string.Join(", ", CommentColumns[2..].Select(c => $"{c} = @{c}"))} WHERE docket = @docket AND comment_id = @comment_id";

    public async Task<ImportTally> RunAsync(DocketId docket, IAsyncEnumerable<ImportRow> rows, CancellationToken ct)
    {
        var key = await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "INSERT INTO dockets (name, created_at) VALUES (@name, @now) ON CONFLICT (name) DO NOTHING",
                    new { name = docket.Value, now = database.Now });
                return await Keys.DocketAsync(session, docket);
            },
            ct);

        var tally = new ImportTally();
        await foreach (var batch in rows.ChunkAsync(BatchSize, ct))
        {
            var clean = batch.ConvertAll(Clean);
            tally = Add(tally, await database.WriteAsync(session => BatchAsync(session, key, clean), ct));
        }

        await database.WriteAsync(session => DocketFigures.RefreshAsync(session, key), ct);
        return tally;
    }

    /// <summary>What is compared with the store must be as the store will hold it.</summary>
    private static ImportRow Clean(ImportRow row) => row with
    {
        Fingerprint = Column.Text(row.Fingerprint)!,
        Comment = row.Comment with
        {
            Id = new(Column.Text(row.Comment.Id.Value)!),
            TrackingNumber = string.IsNullOrWhiteSpace(row.Comment.TrackingNumber) ? null : Column.Text(row.Comment.TrackingNumber),
            RawText = Column.Text(row.Comment.RawText)!,
            Text = Column.Text(row.Comment.Text)!,
        },
    };

    private static ImportTally Add(ImportTally sum, ImportTally batch) => sum with
    {
        Imported = sum.Imported + batch.Imported,
        Unchanged = sum.Unchanged + batch.Unchanged,
        Updated = sum.Updated + batch.Updated,
        Withdrawn = sum.Withdrawn + batch.Withdrawn,
        AttachmentOnly = sum.AttachmentOnly + batch.AttachmentOnly,
        Ambiguous = [.. sum.Ambiguous, .. batch.Ambiguous],
        Changed = sum.Changed.Count >= MaxChanged || batch.Changed.Count == 0
            ? sum.Changed
            : [.. sum.Changed.Concat(batch.Changed).Take(MaxChanged)],
    };

    private static async Task<ImportTally> BatchAsync(Session session, long docket, List<ImportRow> rows)
    {
        await session.ExecuteAsync("UPDATE dockets SET stale = 1 WHERE id = @docket", new { docket });
        var stored = await StoredAsync(session, docket, rows);
        var plan = ImportPlan.Of(rows, stored);

        var texts = await TextsAsync(session, docket, plan.Changes);
        var now = session.Database.Now;
        await session.ExecuteManyAsync(InsertComment, CommentColumns, [.. plan.Changes.Where(c => c.Before is null).Select(Values)]);

        var updates = plan.Changes.Where(c => c.Before is not null).ToList();
        if (updates.Count > 0)
        {
            await session.ExecuteManyAsync(UpdateComment, CommentColumns, [.. updates.Select(Values)]);
            await session.ExecuteManyAsync(
                """
                INSERT INTO comment_history (comment, kind, old_text, new_text, note, at)
                SELECT id, @kind, @old_text, text_id, @note, @at FROM comments WHERE docket = @docket AND comment_id = @comment_id
                """,
                ["kind", "old_text", "note", "at", "docket", "comment_id"],
                [.. updates.Select(c => new object?[]
                {
                    c.Row.Comment.Content == CommentContent.Withdrawn ? "withdrawn" : "updated", c.Before!.TextId,
                    c.Row.Comment.WithdrawnReason, now, docket, c.Id,
                })]);

            // A run that selected the comment owes it a label for the new text.
            await session.ExecuteManyAsync(
                """
                INSERT INTO run_items (run, text_id, state, attempts)
                SELECT rc.run, c.text_id, 0, 0 FROM comments c JOIN run_comments rc ON rc.comment = c.id
                WHERE c.docket = @docket AND c.comment_id = @comment_id AND c.content = 0 AND c.text_id IS NOT NULL
                ON CONFLICT (run, text_id) DO NOTHING
                """,
                ["docket", "comment_id"], [.. updates.Select(c => new object?[] { docket, c.Id })]);
            foreach (var withdrawn in updates.Where(c => c.Row.Comment.Content == CommentContent.Withdrawn))
                await Withdrawal.RemoveTextAsync(session, docket, withdrawn.Id);
        }

        return plan.Tally;

        object?[] Values(PlannedChange change)
        {
            var comment = change.Row.Comment;
            var withdrawn = comment.Content == CommentContent.Withdrawn;
            var text = comment.Content == CommentContent.Readable ? texts[change.Row.Fingerprint] : null;
            var raw = withdrawn || comment.RawText == text?.Content ? null : comment.RawText;
            return
            [
                docket, change.Id, comment.TrackingNumber, text?.Id, (long)comment.Content, Column.Text(comment.Organization),
                Column.Text(comment.Category), Column.Text(comment.Region), Column.Text(comment.Country),
                Column.Text(comment.WithdrawnReason), comment.PostedAt is { } posted ? Column.Millis(posted) : null,
                comment.ReceivedAt is { } received ? Column.Millis(received) : null,
                comment.Attachments.Count == 0 || withdrawn ? null : JsonSerializer.Serialize(comment.Attachments), comment.Row, now, raw,
            ];
        }
    }

    private static async Task<Dictionary<string, StoredComment>> StoredAsync(Session session, long docket, List<ImportRow> rows)
    {
        var ids = rows.SelectMany(r => ImportPlan.PossibleIds(r.Comment)).Distinct();
        var found = await session.QueryAsync<StoredComment>(
            $"""
            SELECT c.comment_id AS Id, c.tracking, c.text_id AS TextId, c.content, t.fingerprint,
                CASE WHEN c.content = 0 THEN NULL ELSE c.raw END AS Raw
            FROM comments c LEFT JOIN texts t ON t.id = c.text_id
            WHERE c.docket = @docket AND {session.Database.In("c.comment_id", "ids")}
            """,
            new { docket, ids = session.Database.List(ids) });
        return found.ToDictionary(c => c.Id);
    }

    /// <summary>Stores the texts that are new, gives back those that all had lost, and returns the batch's by fingerprint.</summary>
    private static async Task<Dictionary<string, StoredText>> TextsAsync(Session session, long docket, IReadOnlyList<PlannedChange> changes)
    {
        var wanted = new Dictionary<string, ImportRow>();
        foreach (var change in changes.Where(c => c.Row.Comment.Content == CommentContent.Readable))
            wanted.TryAdd(change.Row.Fingerprint, change.Row);
        var known = await LoadAsync(wanted.Keys);
        var missing = wanted.Values.Where(r => !known.TryGetValue(r.Fingerprint, out var text) || text.Content is null).ToList();
        await session.ExecuteManyAsync(
            """
            INSERT INTO texts (docket, fingerprint, tokens, alone, content) VALUES (@docket, @fingerprint, @tokens, @alone, @content)
            ON CONFLICT (docket, fingerprint) DO UPDATE SET content = COALESCE(texts.content, excluded.content)
            """,
            ["docket", "fingerprint", "tokens", "alone", "content"],
            [.. missing.Select(r => new object?[]
            {
                docket, r.Fingerprint, (long)r.Tokens, r.TravelsAlone ? 1L : 0L, r.Comment.Text,
            })]);
        foreach (var (fingerprint, text) in await LoadAsync(missing.Select(r => r.Fingerprint)))
            known[fingerprint] = text;
        return known;

        async Task<Dictionary<string, StoredText>> LoadAsync(IEnumerable<string> fingerprints)
        {
            var list = fingerprints.ToList();
            if (list.Count == 0)
                return [];
            var rows = await session.QueryAsync<StoredText>(
                $"SELECT id, fingerprint, content FROM texts WHERE docket = @docket AND {session.Database.In("fingerprint", "list")}",
                new { docket, list = session.Database.List(list) });
            return rows.ToDictionary(t => t.Fingerprint);
        }
    }

    private sealed class StoredText
    {
        public long Id { get; set; }

        public string Fingerprint { get; set; } = "";

        public string? Content { get; set; }
    }
}
