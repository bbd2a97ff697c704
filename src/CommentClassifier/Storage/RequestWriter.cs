using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>The statements behind planning and settling, inside the caller's transaction.</summary>
internal static class RequestWriter
{
    private const string InsertRequest =
        """
        INSERT INTO requests (guid, run, purpose, state, owner, lease_token, body_hash, reserved_prompt, reserved_completion, reserved_pico, planned_at)
        SELECT @guid, id, @purpose, 0, @owner, lease_token, @hash, @prompt, @completion, @pico, @at FROM runs WHERE id = @run
        ON CONFLICT (guid) DO NOTHING
        """;

    private const string InsertMember =
        """
        INSERT INTO request_members (request, position, text_id, alias) SELECT id, @position, @text, @alias FROM requests WHERE guid = @guid
        ON CONFLICT (request, position) DO NOTHING
        """;

    private const string SettleRequest =
        """
        UPDATE requests SET state = 1, settled_at = @at, prompt_tokens = @prompt, cached_tokens = @cached, completion_tokens = @completion,
            pico = @pico, model = @model, fingerprint = @fingerprint, finish_reason = @finish, http_attempts = @http,
            latency_us = @latency, failure = @failure
        WHERE id = @id AND state <> 1
        """;

    // A text withdrawn while its request was under way must not come back in the reply (or the reason) that quotes it.
    private const string InsertReply =
        """
        INSERT INTO replies (request, body) SELECT q.id, CASE WHEN EXISTS (
            SELECT 1 FROM request_members m JOIN texts t ON t.id = m.text_id WHERE m.request = q.id AND t.content IS NULL)
            THEN NULL ELSE CAST(@body AS TEXT) END
        FROM requests q WHERE q.id = @request
        """;

    private const string SettleItem =
        """
        UPDATE run_items SET state = @state, attempts = @attempts, request = @request, at = @at,
            reason = CASE WHEN CAST(@reason AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM texts t WHERE t.id = @text AND t.content IS NULL)
                THEN NULL ELSE @reason END
        WHERE run = @run AND text_id = @text AND state = 0
        """;

    private const string InsertLabel =
        """
        INSERT INTO labels (run, text_id, dimension, label, confidence, quote_start, quote_length, request, attempt, at)
        VALUES (@run, @text, @dimension, @label, @confidence, @start, @length, @request, @attempt, @at)
        """;

    private const string InsertControl =
        """
        INSERT INTO control_labels (request, text_id, dimension, label, confidence, quote_start, quote_length)
        VALUES (@request, @text, @dimension, @label, @confidence, @start, @length) ON CONFLICT (request, text_id, dimension) DO NOTHING
        """;

    public static string Text(Guid id) => id.ToString("D");

    public static async Task PlanAsync(Session session, long run, IReadOnlyList<PlannedRequest> requests)
    {
        await session.ExecuteManyAsync(
            InsertRequest,
            ["guid", "purpose", "owner", "hash", "prompt", "completion", "pico", "at", "run"],
            [.. requests.Select(r => new object?[]
            {
                Text(r.Id), (long)r.Purpose, r.Owner, r.BodyHash, (long)r.ReservedPromptTokens, (long)r.ReservedCompletionTokens,
                Column.Pico(r.ReservedUsd), Column.Millis(r.PlannedAt), run,
            })]);
        await session.ExecuteManyAsync(
            InsertMember,
            ["position", "text", "alias", "guid"],
            [.. requests.SelectMany(r => r.Members, (r, m) => new object?[] { (long)m.Position, m.Text.Value, m.Alias, Text(r.Id) })]);
    }

    public static async Task<int> SettleAsync(Session session, long run, IReadOnlyList<SettledRequest> settled)
    {
        var known = (await session.QueryAsync<RequestRow>(
            $"SELECT id, guid, purpose FROM requests WHERE run = @run AND state <> 1 AND {session.Database.In("guid", "guids")}{session.Database.ForUpdate}",
            new { run, guids = session.Database.List(settled.Select(s => Text(s.Id))) })).ToDictionary(r => r.Guid);
        var open = settled.DistinctBy(s => s.Id).Where(s => known.ContainsKey(Text(s.Id)))
            .Select(s => (Settled: s, Row: known[Text(s.Id)])).ToList();

        await session.ExecuteManyAsync(
            SettleRequest,
            ["at", "prompt", "cached", "completion", "pico", "model", "fingerprint", "finish", "http", "latency", "failure", "id"],
            [.. open.Select(o => new object?[]
            {
                Column.Millis(o.Settled.SettledAt), (long)o.Settled.PromptTokens, (long)o.Settled.CachedPromptTokens,
                (long)o.Settled.CompletionTokens, Column.Pico(o.Settled.Usd), o.Settled.Model, o.Settled.Fingerprint,
                o.Settled.FinishReason, (long)o.Settled.HttpAttempts, (long)o.Settled.Latency.TotalMicroseconds,
                Column.Text(o.Settled.Failure), o.Row.Id,
            })]);
        await session.ExecuteManyAsync(
            InsertReply, ["request", "body"],
            [.. open.Where(o => o.Settled.Reply is not null).Select(o => new object?[] { o.Row.Id, Column.Text(o.Settled.Reply) })]);

        var applied = await SettleItemsAsync(session, run, open.Where(o => !IsControl(o.Row)));
        await session.ExecuteManyAsync(
            InsertControl, ["request", "text", "dimension", "label", "confidence", "start", "length"],
            [.. from o in open
                where IsControl(o.Row)
                from outcome in o.Settled.Outcomes
                from label in outcome.Labels
                select new object?[]
                {
                    o.Row.Id, outcome.Text.Value, label.Dimension, label.Label, label.Confidence, (long?)label.Quote?.Start,
                    (long?)label.Quote?.Length,
                }]);
        await session.ExecuteManyAsync(
            "INSERT INTO answers (cache_key, run, text_id) VALUES (@key, @run, @text) ON CONFLICT (cache_key) DO NOTHING",
            ["key", "run", "text"],
            [.. from o in open from entry in o.Settled.CacheEntries select new object?[] { entry.Key, run, entry.Text.Value }]);
        return applied;
    }

    private static async Task<int> SettleItemsAsync(
        Session session, long run, IEnumerable<(SettledRequest Settled, RequestRow Row)> requests)
    {
        // In the order of the texts, so that two workers never wait for one another in a circle.
        var outcomes = requests.SelectMany(o => o.Settled.Outcomes, (o, outcome) => (o.Settled, o.Row, Outcome: outcome))
            .OrderBy(o => o.Outcome.Text.Value).ToList();
        var changed = await session.ExecuteManyAsync(
            SettleItem, ["state", "attempts", "request", "reason", "at", "run", "text"],
            [.. outcomes.Select(o => new object?[]
            {
                (long)o.Outcome.State, (long)o.Outcome.Attempts, o.Row.Id, Column.Text(o.Outcome.Reason),
                Column.Millis(o.Settled.SettledAt), run, o.Outcome.Text.Value,
            })]);
        await session.ExecuteManyAsync(
            InsertLabel, ["run", "text", "dimension", "label", "confidence", "start", "length", "request", "attempt", "at"],
            [.. from o in outcomes.Where((o, i) => changed[i] > 0 && o.Outcome.State == CommentState.Labelled)
                from label in o.Outcome.Labels
                select new object?[]
                {
                    run, o.Outcome.Text.Value, label.Dimension, label.Label, label.Confidence, (long?)label.Quote?.Start,
                    (long?)label.Quote?.Length, o.Row.Id, o.Outcome.Attempts + 1L, Column.Millis(o.Settled.SettledAt),
                }]);
        return changed.Count(c => c > 0);
    }

    private static bool IsControl(RequestRow row) => (RequestPurpose)row.Purpose is RequestPurpose.Control or RequestPurpose.Neighbour;

    private sealed class RequestRow
    {
        public long Id { get; set; }

        public string Guid { get; set; } = "";

        public long Purpose { get; set; }
    }
}
