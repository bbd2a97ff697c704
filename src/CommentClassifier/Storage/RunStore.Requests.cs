using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

public sealed partial class RunStore
{
    /// <summary>
    /// Commits requests before they are sent: members, body hash and what they may cost. One transaction for the group. A
    /// request planned before is left as it is.
    /// </summary>
    public Task PlanAsync(RunId run, IReadOnlyList<PlannedRequest> requests, CancellationToken ct = default) => requests.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(
            async session => await RequestWriter.PlanAsync(session, await Keys.RunAsync(session, run), requests), ct);

    /// <summary>
    /// Commits what was answered: the request, the reply, the labels, the items' states and the cache, the whole group in ONE
    /// transaction. A request settled before is left out, and an outcome for a text that waits no longer is not written: each text
    /// is labelled at most once. A request abandoned meanwhile is settled after all, at its real price.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="settled">The answers.</param>
    /// <param name="planned">Requests to plan in the same commit: others, or those answered from the cache, which were never sent.</param>
    /// <param name="token">
    /// The claim's token. With a newer claim nothing is planned any more; answers are settled all the same, because they were bought.
    /// </param>
    /// <param name="ct">Gives up before the commit.</param>
    /// <returns>How many outcomes took effect.</returns>
    /// <exception cref="StoreException">Another process has claimed the run, and something was to be planned.</exception>
    public Task<int> SettleAsync(
        RunId run, IReadOnlyList<SettledRequest> settled, IReadOnlyList<PlannedRequest>? planned = null, long? token = null, CancellationToken ct = default) =>
        settled.Count == 0 && planned is null or { Count: 0 } ? Task.FromResult(0) : SettleFencedAsync(run, settled, planned ?? [], token, ct);

    /// <summary>Adds to what an unsettled request may cost: an attempt was lost that may have been charged for, and it is to be repeated.</summary>
    public Task ReserveAgainAsync(RunId run, Guid request, decimal usd, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "UPDATE requests SET reserved_pico = reserved_pico + @pico WHERE run = @key AND guid = @guid AND state = 0",
            new { key = await Keys.RunAsync(session, run), guid = RequestWriter.Text(request), pico = Column.Pico(usd) }),
        ct);

    /// <summary>Gives up requests that may have been bought: they count at their reserved price, and their texts wait again.</summary>
    public Task<int> AbandonAsync(RunId run, IReadOnlyCollection<Guid> requests, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            $"UPDATE requests SET state = 2 WHERE run = @key AND state = 0 AND {database.In("guid", "guids")}",
            new { key = await Keys.RunAsync(session, run), guids = database.List(requests.Select(RequestWriter.Text)) }),
        ct);

    /// <summary>Gives up what owners before the present claim planned and never settled.</summary>
    public Task<int> AbandonOrphansAsync(RunId run, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            """
            UPDATE requests SET state = 2
            WHERE run = @key AND state = 0 AND lease_token < (SELECT lease_token FROM runs WHERE id = @key)
            """,
            new { key = await Keys.RunAsync(session, run) }),
        ct);

    /// <summary>Takes back requests that surely never left the process: they cost nothing and leave no trace.</summary>
    public Task<int> UnplanAsync(RunId run, IReadOnlyCollection<Guid> requests, CancellationToken ct = default) => database.WriteAsync(
        async session =>
        {
            var args = new { key = await Keys.RunAsync(session, run), guids = database.List(requests.Select(RequestWriter.Text)) };
            var which = $"SELECT id FROM requests WHERE run = @key AND state = 0 AND {database.In("guid", "guids")}";
            await session.ExecuteAsync($"DELETE FROM request_members WHERE request IN ({which})", args);
            return await session.ExecuteAsync($"DELETE FROM requests WHERE id IN ({which})", args);
        },
        ct);

    private async Task<int> SettleFencedAsync(
        RunId run, IReadOnlyList<SettledRequest> settled, IReadOnlyList<PlannedRequest> planned, long? token, CancellationToken ct)
    {
        var (applied, fenced) = await database.WriteAsync(
            async session =>
            {
                var key = await Keys.RunAsync(session, run);
                var held = token is null || planned.Count == 0
                    || token == await session.ScalarAsync<long>($"SELECT lease_token FROM runs WHERE id = @key{database.ForUpdate}", new { key });
                if (held)
                    await RequestWriter.PlanAsync(session, key, planned);
                return (settled.Count == 0 ? 0 : await RequestWriter.SettleAsync(session, key, settled), !held);
            },
            ct);
        return fenced ? throw TakenOver(run) : applied;
    }

    private static StoreException TakenOver(RunId run) =>
        new($"Run {run} was taken over by another process while this one did not answer. Nothing is lost; let the other one finish.");
}
