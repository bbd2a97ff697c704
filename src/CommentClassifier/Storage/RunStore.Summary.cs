using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

public sealed partial class RunStore
{
    /// <summary>The state of a comment c under its item i (a left join): derived, so that the states always add up.</summary>
    internal const string StateSql =
        "CASE WHEN c.content = 3 THEN 7 WHEN c.content <> 0 THEN 6 ELSE COALESCE(i.state, 0) END";

    /// <summary>The run in figures, at one moment.</summary>
    public Task<RunSummary> SummaryAsync(RunId run, CancellationToken ct = default) => SummaryAsync(run, recent: false, ct);

    /// <summary>The same; <paramref name="recent"/>: of a run that is worked on, figures a few seconds old will do.</summary>
    public Task<RunSummary> SummaryAsync(RunId run, bool recent, CancellationToken ct = default) => KeptAsync(run, "summary", recent, CountAsync, ct);

    /// <summary>US dollars spent: settled requests at their price, unsettled and abandoned ones at what was reserved.</summary>
    public Task<decimal> SpentUsdAsync(RunId run, CancellationToken ct = default) => database.ReadAsync(
        async session => Column.Usd(await session.ScalarAsync<decimal>(
            "SELECT COALESCE(SUM(CASE WHEN state = 1 THEN pico ELSE reserved_pico END), 0) FROM requests WHERE run = @key",
            new { key = await Keys.RunAsync(session, run) })),
        ct);

    private static async Task<RunSummary> CountAsync(Session session, long run)
    {
        var row = (await session.FirstAsync<RunRow>($"SELECT {RunRow.Columns} FROM runs r WHERE r.id = @run", new { run }))!;
        var args = new { run = row.Id, docket = row.Docket };
        var selected = Count(await session.QueryAsync<StateRow>(
            $"""
            SELECT {StateSql} AS State, COUNT(*) AS Count
            FROM run_comments rc JOIN comments c ON c.id = rc.comment LEFT JOIN run_items i ON i.run = rc.run AND i.text_id = c.text_id
            WHERE rc.run = @run GROUP BY 1
            """,
            args));
        var docket = Count(await session.QueryAsync<StateRow>(
            """
            SELECT CASE c.content WHEN 3 THEN 7 WHEN 0 THEN 0 ELSE 6 END AS State, COUNT(*) AS Count
            FROM comments c WHERE c.docket = @docket GROUP BY 1
            """,
            args));
        var money = (await session.FirstAsync<MoneyRow>(
            """
            SELECT COUNT(CASE WHEN purpose <> 2 THEN 1 END) AS Requests,
                CAST(COALESCE(SUM(CASE WHEN http_attempts > 1 THEN http_attempts - 1 ELSE 0 END), 0) AS BIGINT) AS Retries,
                CAST(COALESCE(SUM(CASE WHEN state = 1 THEN prompt_tokens ELSE reserved_prompt END), 0) AS BIGINT) AS Prompt,
                CAST(COALESCE(SUM(CASE WHEN state = 1 THEN completion_tokens ELSE reserved_completion END), 0) AS BIGINT) AS Completion,
                CAST(COALESCE(SUM(CASE WHEN state = 1 THEN pico ELSE reserved_pico END), 0) AS BIGINT) AS Pico
            FROM requests WHERE run = @run
            """,
            args))!;
        var cached = await session.ScalarAsync<long>(
            """
            SELECT COUNT(DISTINCT m.text_id) FROM requests q JOIN request_members m ON m.request = q.id
            WHERE q.run = @run AND q.state = 1 AND q.purpose = 2
            """,
            args);
        // The selection's texts move within the docket: what is selected leaves pending for its state.
        var outside = docket.Pending - selected.Labelled - selected.Refused - selected.Filtered - selected.Invalid - selected.Oversized;
        return new()
        {
            Run = row.Record,
            Comments = selected.Total,
            States = selected,
            DocketStates = selected with { Pending = outside, Unreadable = docket.Unreadable, Withdrawn = docket.Withdrawn },
            Requests = money.Requests,
            Retries = money.Retries,
            Cached = cached,
            PromptTokens = money.Prompt,
            CompletionTokens = money.Completion,
            CostUsd = Column.Usd(money.Pico),
        };
    }

    private static StateCounts Count(List<StateRow> rows) =>
        rows.Aggregate(new StateCounts(), (counts, row) => counts.With((CommentState)row.State, row.Count));

    private sealed class StateRow
    {
        public long State { get; set; }

        public long Count { get; set; }
    }

    private sealed class MoneyRow
    {
        public long Requests { get; set; }

        public long Retries { get; set; }

        public long Prompt { get; set; }

        public long Completion { get; set; }

        public long Pico { get; set; }
    }
}
