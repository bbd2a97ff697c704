using System.Runtime.CompilerServices;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>A text that was labelled together with others.</summary>
/// <param name="Item">The text; it has had no reply of its own yet.</param>
/// <param name="Request">The key of the request that labelled it.</param>
public sealed record BatchedText(WorkItem Item, long Request);

/// <content>What can be controlled: labels that came from requests of several texts.</content>
public sealed partial class RunStore
{
    private const string BatchedSql =
        """
        SELECT i.text_id AS Id, t.content AS Text, t.tokens AS Tokens, t.alone AS Alone, i.request AS Request
        FROM run_items i JOIN texts t ON t.id = i.text_id JOIN requests q ON q.id = i.request AND q.purpose = 0
        WHERE i.run = @key AND i.state = 1 AND t.content IS NOT NULL
          AND (SELECT COUNT(*) FROM request_members m WHERE m.request = i.request) > 1
        """;

    /// <summary>Every text of the run that was labelled together with others, once, in the order of import.</summary>
    public async IAsyncEnumerable<BatchedText> BatchedAsync(RunId run, int pageSize = 500, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var key = await database.ReadAsync(session => Keys.RunAsync(session, run), ct);
        for (var after = 0L; ;)
        {
            var start = after;
            var page = await database.ReadAsync(
                session => session.QueryAsync<BatchedRow>($"{BatchedSql} AND i.text_id > @start ORDER BY i.text_id LIMIT @pageSize", new { key, start, pageSize }), ct);
            foreach (var row in page)
                yield return row.Batched;
            if (page.Count < pageSize)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>The texts that one of these requests labelled.</summary>
    public Task<IReadOnlyList<BatchedText>> BatchedInAsync(RunId run, IReadOnlyCollection<long> requests, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<BatchedText>>(
            async session => [.. (await session.QueryAsync<BatchedRow>(
                $"{BatchedSql} AND {database.In("i.request", "requests")} ORDER BY i.text_id",
                new { key = await Keys.RunAsync(session, run), requests = database.List(requests) })).Select(row => row.Batched)],
            ct);

    /// <summary>The texts that a control of this run has answered or was refused; each is asked once.</summary>
    public Task<IReadOnlySet<TextId>> ControlledAsync(RunId run, CancellationToken ct = default) => database.ReadAsync<IReadOnlySet<TextId>>(
        async session => (await session.QueryAsync<long>(
            "SELECT DISTINCT m.text_id FROM requests q JOIN request_members m ON m.request = q.id WHERE q.run = @key AND q.purpose IN (1, 3) AND q.state = 1",
            new { key = await Keys.RunAsync(session, run) })).Select(text => new TextId(text)).ToHashSet(),
        ct);

    /// <summary>The requests whose label of some text its control contradicts.</summary>
    public Task<IReadOnlyList<long>> ContradictedAsync(RunId run, CancellationToken ct = default) => database.ReadAsync<IReadOnlyList<long>>(
        async session => await session.QueryAsync<long>(
            """
            SELECT DISTINCT l.request FROM requests q JOIN control_labels x ON x.request = q.id
            JOIN labels l ON l.run = q.run AND l.text_id = x.text_id AND l.dimension = x.dimension
            WHERE q.run = @key AND q.purpose = 1 AND l.label <> x.label
            """,
            new { key = await Keys.RunAsync(session, run) }),
        ct);

    private sealed class BatchedRow
    {
        public long Id { get; set; }

        public string Text { get; set; } = "";

        public long Tokens { get; set; }

        public long Alone { get; set; }

        public long Request { get; set; }

        public BatchedText Batched => new(new(new(Id), Text, (int)Tokens, 0, Alone != 0), Request);
    }
}
