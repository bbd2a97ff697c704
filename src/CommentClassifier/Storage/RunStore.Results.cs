using System.Runtime.CompilerServices;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

public sealed partial class RunStore
{
    private const int ExportPage = 500;

    /// <summary>One row a comment of the selection, in the order of import.</summary>
    public async IAsyncEnumerable<ExportRow> ExportAsync(RunId run, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var key = await database.ReadAsync(session => Keys.RunAsync(session, run), ct);
        for (var after = 0L; ;)
        {
            var start = after;
            var (rows, labels) = await database.ReadAsync(
                async session =>
                {
                    var page = await session.QueryAsync<ExportSource>(
                        $"""
                        SELECT c.id AS Key, c.comment_id AS Comment, {StateSql} AS State, c.text_id AS Text, t.family AS Family, i.reason AS Reason,
                            i.attempts AS Attempts, i.at AS At, q.guid AS Request, q.model AS Model, q.fingerprint AS Fingerprint,
                            t.content AS Content
                        FROM run_comments rc JOIN comments c ON c.id = rc.comment LEFT JOIN texts t ON t.id = c.text_id
                        LEFT JOIN run_items i ON i.run = rc.run AND i.text_id = c.text_id LEFT JOIN requests q ON q.id = i.request
                        WHERE rc.run = @key AND rc.comment > @start ORDER BY rc.comment LIMIT @size
                        """,
                        new { key, start, size = ExportPage });
                    return (page, await LabelsAsync(session, key, page.Where(r => r.State == 1).Select(r => r.Text!.Value)));
                },
                ct);
            foreach (var row in rows)
                yield return row.ToRow(row.State == 1 ? labels[row.Text!.Value] : []);
            if (rows.Count < ExportPage)
                yield break;
            after = rows[^1].Key;
        }
    }

    /// <summary>The texts that ended without labels, at most <paramref name="limit"/>, each with the reply that caused it.</summary>
    public Task<IReadOnlyList<FailureRow>> FailuresAsync(RunId run, int limit = 100, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<FailureRow>>(
            async session =>
            {
                var rows = await session.QueryAsync<FailureSource>(
                    """
                    SELECT * FROM (
                        SELECT i.text_id AS Text, i.state AS State, i.reason AS Reason, i.attempts AS Attempts, q.guid AS Request, p.body AS Reply,
                            (SELECT MIN(c.id) FROM comments c WHERE c.text_id = i.text_id AND c.content = 0
                             AND (SELECT COUNT(*) FROM run_comments rc WHERE rc.run = i.run AND rc.comment = c.id) > 0) AS First,
                            (SELECT COUNT(*) FROM comments c WHERE c.text_id = i.text_id AND c.content = 0
                             AND (SELECT COUNT(*) FROM run_comments rc WHERE rc.run = i.run AND rc.comment = c.id) > 0) AS Copies
                        FROM run_items i LEFT JOIN requests q ON q.id = i.request LEFT JOIN replies p ON p.request = i.request
                        WHERE i.run = @key AND i.state IN (2, 3, 4, 5)
                        ORDER BY i.state, i.text_id LIMIT @limit) f
                    JOIN (SELECT id, comment_id AS Comment FROM comments) c ON c.id = f.First
                    """,
                    new { key = await Keys.RunAsync(session, run), limit });
                return [.. rows.Select(r => new FailureRow(
                    new(r.Comment), r.Copies, (CommentState)r.State, r.Reason, (int)r.Attempts, r.Request is null ? null : Guid.Parse(r.Request),
                    r.Reply))];
            },
            ct);

    /// <summary>How many comments of the selection have each label.</summary>
    public Task<IReadOnlyList<LabelCount>> LabelCountsAsync(RunId run, CancellationToken ct = default) => LabelCountsAsync(run, recent: false, ct);

    /// <summary>The same; <paramref name="recent"/>: of a run that is worked on, figures a few seconds old will do.</summary>
    public Task<IReadOnlyList<LabelCount>> LabelCountsAsync(RunId run, bool recent, CancellationToken ct = default) =>
        KeptAsync<IReadOnlyList<LabelCount>>(
            run, "labels", recent,
            async (session, key) => [.. (await session.QueryAsync<CountSource>(
                """
                SELECT l.dimension AS Dimension, l.label AS Label, CAST(SUM(n.copies) AS BIGINT) AS Comments
                FROM (SELECT c.text_id, COUNT(*) AS copies FROM run_comments rc JOIN comments c ON c.id = rc.comment
                      WHERE rc.run = @key AND c.content = 0 GROUP BY c.text_id) n
                JOIN labels l ON l.run = @key AND l.text_id = n.text_id
                GROUP BY l.dimension, l.label ORDER BY l.dimension, l.label
                """,
                new { key })).Select(r => new LabelCount(r.Dimension, r.Label, r.Comments))],
            ct);

    /// <summary>The run's labels of the comments that people coded: small enough to compare in memory.</summary>
    public Task<IReadOnlyList<RunLabel>> CodedLabelsAsync(RunId run, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<RunLabel>>(
            async session =>
            {
                var rows = await session.QueryAsync<LabelSource>(
                    """
                    SELECT c.comment_id AS Comment, l.text_id AS Text, l.dimension AS Dimension, l.label AS Label, l.confidence AS Confidence,
                        l.quote_start AS Start, l.quote_length AS Length
                    FROM (SELECT DISTINCT comment FROM human_labels WHERE docket = (SELECT docket FROM runs WHERE id = @key)) h
                    JOIN comments c ON c.id = h.comment AND c.content = 0 JOIN run_comments rc ON rc.run = @key AND rc.comment = c.id
                    JOIN labels l ON l.run = @key AND l.text_id = c.text_id
                    ORDER BY c.id, l.dimension
                    """,
                    new { key = await Keys.RunAsync(session, run) });
                return [.. rows.Select(r => new RunLabel(
                    new(r.Comment), r.Dimension, r.Label, r.Confidence, LabelSource.SpanOf(r.Start, r.Length), new(r.Text)))];
            },
            ct);

    /// <summary>The labels that control requests answered beside those that stand.</summary>
    public Task<IReadOnlyList<ControlPair>> ControlsAsync(RunId run, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<ControlPair>>(
            async session =>
            {
                var rows = await session.QueryAsync<ControlSource>(
                    """
                    SELECT x.text_id AS Text, x.dimension AS Dimension, l.label AS Label, x.label AS Control, COALESCE(m.position, 0) AS Position,
                        (SELECT COUNT(*) FROM request_members n WHERE n.request = l.request) AS Members, q.purpose AS Purpose,
                        (SELECT c.comment_id FROM comments c WHERE c.text_id = x.text_id ORDER BY c.id LIMIT 1) AS Comment
                    FROM requests q JOIN control_labels x ON x.request = q.id
                    JOIN labels l ON l.run = q.run AND l.text_id = x.text_id AND l.dimension = x.dimension
                    LEFT JOIN request_members m ON m.request = l.request AND m.text_id = l.text_id
                    WHERE q.run = @key AND q.purpose IN (1, 3) ORDER BY q.id, x.text_id, x.dimension
                    """,
                    new { key = await Keys.RunAsync(session, run) });
                return [.. rows.Select(r => new ControlPair(new(r.Text), r.Dimension, r.Label, r.Control, (int)r.Position, (int)r.Members, new(r.Comment), r.Purpose == 1))];
            },
            ct);

    private static async Task<ILookup<long, LabelSource>> LabelsAsync(Session session, long run, IEnumerable<long> texts) =>
        (await session.QueryAsync<LabelSource>(
            $"""
            SELECT text_id AS Text, dimension AS Dimension, label AS Label, confidence AS Confidence, quote_start AS Start, quote_length AS Length
            FROM labels WHERE run = @run AND {session.Database.In("text_id", "texts")} ORDER BY text_id, dimension
            """,
            new { run, texts = session.Database.List(texts.Distinct()) })).ToLookup(l => l.Text);
}
