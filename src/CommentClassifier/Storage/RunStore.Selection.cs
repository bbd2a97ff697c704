using System.Runtime.CompilerServices;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

public sealed partial class RunStore
{
    /// <summary>
    /// Adds comments to the run's selection, which only ever widens, and makes an item of each readable text that has none, texts
    /// changed since among them.
    /// </summary>
    /// <returns>How many comments the run has selected by now.</returns>
    public Task<long> SelectAsync(RunId run, RunSelection selection, CancellationToken ct = default) => ChangingAsync(
        run,
        async session =>
        {
            var key = await Keys.RunAsync(session, run);
            var docket = await session.ScalarAsync<long>("SELECT docket FROM runs WHERE id = @key", new { key });
            var (sql, args) = SelectionSql.Comments(database, docket, selection);
            args.Add("key", key);
            await session.ExecuteAsync(
                $"INSERT INTO run_comments (run, comment) SELECT @key, s.id FROM ({sql}) s WHERE 1 = 1 ON CONFLICT (run, comment) DO NOTHING",
                args);
            // No DISTINCT: the conflict sees to it, and a million texts need not be held in memory to be told apart.
            await session.ExecuteAsync(
                """
                INSERT INTO run_items (run, text_id, state, attempts)
                SELECT @key, c.text_id, 0, 0 FROM run_comments rc JOIN comments c ON c.id = rc.comment
                WHERE rc.run = @key AND c.content = 0 AND c.text_id IS NOT NULL
                ON CONFLICT (run, text_id) DO NOTHING
                """,
                new { key });
            return await session.ScalarAsync<long>("SELECT COUNT(*) FROM run_comments WHERE run = @key", new { key });
        },
        ct);

    /// <summary>
    /// Every text that waits, once, in the order of import. Not a snapshot: what settles meanwhile may still come, and a text
    /// added behind the cursor comes with the next call.
    /// </summary>
    public async IAsyncEnumerable<WorkItem> PendingAsync(
        RunId run, int pageSize = 500, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // The count keeps the planner from walking the whole selection once for each text, as it does with a join.
        const string sql =
            """
            SELECT i.text_id AS Id, t.content AS Text, t.tokens AS Tokens, i.attempts AS Attempts, t.alone AS Alone
            FROM run_items i JOIN texts t ON t.id = i.text_id
            WHERE i.run = @key AND i.state = 0 AND i.text_id > @after AND t.content IS NOT NULL
              AND EXISTS (
                SELECT 1 FROM comments c WHERE c.text_id = i.text_id AND c.content = 0
                  AND (SELECT COUNT(*) FROM run_comments rc WHERE rc.run = i.run AND rc.comment = c.id) > 0)
            ORDER BY i.text_id LIMIT @pageSize
            """;
        var key = await database.ReadAsync(session => Keys.RunAsync(session, run), ct);
        for (var after = 0L; ;)
        {
            var start = after;
            var page = await database.ReadAsync(
                session => session.QueryAsync<WorkRow>(sql, new { key, after = start, pageSize }), ct);
            foreach (var row in page)
                yield return new(new(row.Id), row.Text, (int)row.Tokens, (int)row.Attempts, row.Alone != 0);
            if (page.Count < pageSize)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>Asks again what ended in one of the states; how it ended stays in the history.</summary>
    /// <returns>How many texts wait again.</returns>
    public Task<int> ReopenFailuresAsync(RunId run, IReadOnlyCollection<CommentState> states, CancellationToken ct = default)
    {
        if (states.Any(s => s is not (CommentState.Refused or CommentState.Filtered or CommentState.Invalid or CommentState.Oversized)))
            throw new ArgumentException("Only refused, filtered, invalid and oversized texts can be asked again.", nameof(states));
        return ChangingAsync(
            run,
            async session =>
            {
                var args = new { key = await Keys.RunAsync(session, run), states = database.List(states.Select(s => (long)s)), now = database.Now };
                var inStates = database.In("state", "states");
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO run_item_history (run, text_id, state, attempts, request, reason, at)
                    SELECT run, text_id, state, attempts, request, reason, @now FROM run_items WHERE run = @key AND {inStates}
                    """,
                    args);
                return await session.ExecuteAsync(
                    $"UPDATE run_items SET state = 0, attempts = 0, reason = NULL WHERE run = @key AND {inStates}", args);
            },
            ct);
    }

    private sealed class WorkRow
    {
        public long Id { get; set; }

        public string Text { get; set; } = "";

        public long Tokens { get; set; }

        public long Attempts { get; set; }

        public long Alone { get; set; }
    }
}
