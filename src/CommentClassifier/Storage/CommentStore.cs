using System.Text.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Comments to browse, search and read. Every list is paged by key: its last page costs what the first does.</summary>
public sealed class CommentStore
{
    private readonly Database database;

    internal CommentStore(Database database) => this.database = database;

    /// <summary>The docket's comments in the order of import; only those of one content, if given.</summary>
    public Task<CommentPage> BrowseAsync(
        DocketId docket, CommentContent? content = null, long after = 0, int size = 50, CancellationToken ct = default) =>
        PageAsync(
            size,
            async session => await session.QueryAsync<LineRow>(
                $"""
                SELECT c.id AS Key, {LineRow.Columns}
                FROM comments c LEFT JOIN texts t ON t.id = c.text_id
                WHERE c.docket = @docket AND c.id > @after {(content is null ? "" : "AND c.content = @content")}
                ORDER BY c.id LIMIT @size
                """,
                new { docket = await Keys.DocketAsync(session, docket), after, content = (long?)content ?? 0, size = size + 1 }),
            ct);

    /// <summary>
    /// Texts that have every word of <paramref name="query"/> (words in quotation marks as a phrase), in the order of import; comments
    /// with one text are one line. A comment's id finds that comment.
    /// </summary>
    public Task<CommentPage> SearchAsync(
        DocketId docket, string query, long after = 0, int size = 50, CancellationToken ct = default) =>
        PageAsync(
            size,
            async session =>
            {
                var key = await Keys.DocketAsync(session, docket);
                var byId = after > 0 ? [] : await session.QueryAsync<LineRow>(
                    $"""
                    SELECT c.text_id AS Key, {LineRow.Columns} FROM comments c LEFT JOIN texts t ON t.id = c.text_id
                    WHERE c.docket = @key AND c.comment_id = @id
                    """,
                    new { key, id = query.Trim() });
                if (byId.Count > 0 || SearchQuery.Of(database, query) is not { } words)
                    return byId;
                return await session.QueryAsync<LineRow>(
                    $"""
                    SELECT t.id AS Key, {LineRow.Columns}
                    FROM {words.From} JOIN comments c ON c.id = (
                        SELECT MIN(f.id) FROM comments f WHERE f.text_id = t.id AND f.content = 0)
                    WHERE {words.Where} AND t.docket = @key ORDER BY {words.Order} LIMIT @size
                    """,
                    new { key, words = words.Value, after, size = size + 1 });
            },
            ct);

    /// <summary>The texts that a run gave a label, one line each, in the order of import.</summary>
    public Task<CommentPage> ByLabelAsync(
        RunId run, string dimension, string label, long after = 0, int size = 50, CancellationToken ct = default) =>
        ByRunAsync(run, "labels", "i.dimension = @dimension AND i.label = @label", new(dimension, label, 0), after, size, ct);

    /// <summary>The texts in one state of a run, one line each, in the order of import.</summary>
    public Task<CommentPage> ByStateAsync(RunId run, CommentState state, long after = 0, int size = 50, CancellationToken ct = default) =>
        ByRunAsync(run, "run_items", "i.state = @state", new("", "", (long)state), after, size, ct);

    /// <summary>The texts of a family, one line each.</summary>
    public Task<CommentPage> ByFamilyAsync(
        DocketId docket, long family, long after = 0, int size = 50, CancellationToken ct = default) => PageAsync(
        size,
        async session => await session.QueryAsync<LineRow>(
            $"""
            SELECT t.id AS Key, {LineRow.Columns}
            FROM texts t JOIN comments c ON c.id = (SELECT MIN(f.id) FROM comments f WHERE f.text_id = t.id AND f.content = 0)
            WHERE t.docket = @docket AND t.family = @family AND t.id > @after ORDER BY t.id LIMIT @size
            """,
            new { docket = await Keys.DocketAsync(session, docket), family, after, size = size + 1 }),
        ct);

    /// <summary>One comment with what the store knows of it, or null.</summary>
    public Task<CommentDetail?> FindAsync(DocketId docket, CommentId comment, CancellationToken ct = default) => database.ReadAsync(
        async session =>
        {
            var row = await session.FirstAsync<DetailRow>(
                $"""
                {DetailRow.Select} WHERE c.docket = @docket AND c.comment_id = @id
                """,
                new { docket = await Keys.DocketAsync(session, docket), id = comment.Value });
            return row?.ToRecord();
        },
        ct);

    /// <summary>What changed in a comment since its first import, the first change first.</summary>
    public Task<IReadOnlyList<CommentChange>> ChangesAsync(DocketId docket, CommentId comment, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<CommentChange>>(
            async session => [.. (await session.QueryAsync<ChangeRow>(
                """
                SELECT h.kind AS Kind, h.old_text AS OldText, h.new_text AS NewText, h.note AS Note, h.at AS At
                FROM comments c JOIN comment_history h ON h.comment = c.id WHERE c.docket = @docket AND c.comment_id = @id ORDER BY h.id
                """,
                new { docket = await Keys.DocketAsync(session, docket), id = comment.Value })).Select(r => r.ToRecord())],
            ct);

    /// <summary>Every label any run gave the comment, under any text it has had; the first run first.</summary>
    public Task<IReadOnlyList<CommentLabel>> LabelsAsync(DocketId docket, CommentId comment, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<CommentLabel>>(
            async session => [.. (await session.QueryAsync<CommentLabelRow>(
                """
                SELECT r.id AS Started, r.name AS Run, r.prompt AS Prompt, l.text_id AS Text, CASE WHEN l.text_id = x.text_now THEN 1 ELSE 0 END AS IsCurrent,
                    l.dimension AS Dimension, l.label AS Label, l.confidence AS Confidence, l.quote_start AS Start, l.quote_length AS Length,
                    q.guid AS Request, q.model AS Model, l.attempt AS Attempt, l.at AS At, t.content AS Content
                FROM (
                    SELECT c.id AS comment, c.text_id AS text_now, c.text_id AS text_id FROM comments c
                    WHERE c.docket = @docket AND c.comment_id = @id
                    UNION SELECT c.id, c.text_id, h.old_text FROM comments c JOIN comment_history h ON h.comment = c.id
                    WHERE c.docket = @docket AND c.comment_id = @id) x
                JOIN run_comments rc ON rc.comment = x.comment JOIN runs r ON r.id = rc.run
                JOIN labels l ON l.run = rc.run AND l.text_id = x.text_id
                JOIN texts t ON t.id = l.text_id LEFT JOIN requests q ON q.id = l.request
                """,
                new { docket = await Keys.DocketAsync(session, docket), id = comment.Value }))
                .OrderBy(r => r.Started).ThenBy(r => r.Text).ThenBy(r => r.Dimension, StringComparer.Ordinal).Select(r => r.ToRecord())],
            ct);

    /// <summary>Those of the ids that the docket does not have.</summary>
    public Task<IReadOnlyList<CommentId>> UnknownAsync(DocketId docket, IReadOnlyCollection<CommentId> ids, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<CommentId>>(
            async session =>
            {
                var known = await Keys.CommentsAsync(session, await Keys.DocketAsync(session, docket), ids.Select(i => i.Value));
                return [.. ids.Where(i => !known.ContainsKey(i.Value)).Distinct()];
            },
            ct);

    private Task<CommentPage> ByRunAsync(RunId run, string table, string condition, RunFilter filter, long after, int size, CancellationToken ct) =>
        PageAsync(
            size,
            async session => await session.QueryAsync<LineRow>(
                $"""
                SELECT t.id AS Key, {LineRow.Columns}
                FROM {table} i JOIN texts t ON t.id = i.text_id JOIN comments c ON c.id = (
                    SELECT MIN(f.id) FROM comments f WHERE f.text_id = i.text_id AND f.content = 0
                        AND (SELECT COUNT(*) FROM run_comments rc WHERE rc.run = @run AND rc.comment = f.id) > 0)
                WHERE i.run = @run AND {condition} AND i.text_id > @after ORDER BY i.text_id LIMIT @size
                """,
                new
                {
                    run = await Keys.RunAsync(session, run),
                    dimension = filter.Dimension,
                    label = filter.Label,
                    state = filter.State,
                    after,
                    size = size + 1,
                }),
            ct);

    private async Task<CommentPage> PageAsync(int size, Func<Session, Task<List<LineRow>>> query, CancellationToken ct)
    {
        // One more than the page tells whether there is a next one.
        var rows = await database.ReadAsync(
            async session =>
            {
                var found = await query(session);
                var copies = (await session.QueryAsync<CopiesRow>(
                    $"SELECT text_id AS Text, COUNT(*) AS Copies FROM comments WHERE content = 0 AND {database.In("text_id", "texts")} GROUP BY text_id",
                    new { texts = database.List(found.Where(r => r.Text is not null).Select(r => r.Text!.Value).Distinct()) })).ToDictionary(r => r.Text, r => r.Copies);
                foreach (var row in found)
                    row.Copies = row.Text is { } text ? copies.GetValueOrDefault(text) : 0;
                return found;
            },
            ct);
        var lines = rows.Take(size).Select(r => r.ToRecord()).ToList();
        return new(lines, rows.Count > size ? lines[^1].Key : null);
    }

    private sealed class CopiesRow
    {
        public long Text { get; set; }

        public long Copies { get; set; }
    }

    private sealed record RunFilter(string Dimension, string Label, long State);
}
