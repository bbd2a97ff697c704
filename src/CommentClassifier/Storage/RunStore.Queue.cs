using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

public sealed partial class RunStore
{
    /// <summary>Puts the run in the service's queue with the settings it is to be launched with; again: at the end, with new settings.</summary>
    public Task EnqueueAsync(RunId run, string launch, int priority = 0, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "UPDATE runs SET status = 'queued', launch = @launch, priority = @priority, queued_at = @now WHERE id = @key",
            new { key = await Keys.RunAsync(session, run), launch, priority, now = database.Now }),
        ct);

    /// <summary>
    /// The run whose turn it is: queued or running (its worker died), claimed by nobody; the highest priority, then the one served
    /// longest ago. It is marked as running and served now, so that the next call gives another its turn.
    /// </summary>
    /// <param name="except">Runs that this process works on already.</param>
    /// <param name="ownerIsAlive">Whether a run's last owner still lives; a dead one's lease is void at once.</param>
    /// <param name="ct">Gives up.</param>
    public Task<QueuedRun?> NextAsync(
        IReadOnlyCollection<RunId>? except = null, Func<string, bool>? ownerIsAlive = null, CancellationToken ct = default) =>
        database.WriteAsync(
            async session =>
            {
                var now = database.Now;
                var rows = await session.QueryAsync<RunRow>(
                    $"""
                    SELECT {RunRow.Columns} FROM runs r WHERE r.status IN ('queued', 'running')
                    ORDER BY r.priority DESC, COALESCE(r.served_at, 0), r.queued_at, r.id{database.ForUpdate}
                    """);
                var next = rows.Find(r =>
                    (except is null || !except.Contains(new RunId(r.Name)))
                    && (r.Owner is null || r.LeaseUntil <= now || (ownerIsAlive is not null && !ownerIsAlive(r.Owner))));
                if (next is null)
                    return null;
                await session.ExecuteAsync(
                    "UPDATE runs SET status = 'running', served_at = @now WHERE id = @Id", new { now, next.Id });
                next.Status = "running";
                return next.Queued;
            },
            ct);

    /// <summary>Where the run stands from now on.</summary>
    public Task SetStatusAsync(RunId run, RunStatus status, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "UPDATE runs SET status = @status WHERE id = @key",
            new { key = await Keys.RunAsync(session, run), status = Name(status) }),
        ct);

    /// <summary>Where the run goes among those that wait; higher goes first.</summary>
    public Task SetPriorityAsync(RunId run, int priority, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "UPDATE runs SET priority = @priority WHERE id = @key", new { key = await Keys.RunAsync(session, run), priority }),
        ct);

    /// <summary>Where the run stands; its worker reads it to see that it shall stop.</summary>
    public Task<RunStatus> StatusAsync(RunId run, CancellationToken ct = default) => database.ReadAsync(
        async session => Enum.Parse<RunStatus>(
            await session.ScalarAsync<string>(
                "SELECT status FROM runs WHERE id = @key", new { key = await Keys.RunAsync(session, run) }),
            ignoreCase: true),
        ct);

    /// <summary>Every run the service was given, in the order in which they would be served.</summary>
    public Task<IReadOnlyList<QueuedRun>> QueueAsync(CancellationToken ct = default) => database.ReadAsync<IReadOnlyList<QueuedRun>>(
        async session => [.. (await session.QueryAsync<RunRow>(
            $"""
            SELECT {RunRow.Columns} FROM runs r WHERE r.status <> 'idle'
            ORDER BY r.priority DESC, COALESCE(r.served_at, 0), r.queued_at, r.id
            """)).Select(r => r.Queued)],
        ct);

    private static string Name(RunStatus status) => status switch
    {
        RunStatus.Idle => "idle",
        RunStatus.Queued => "queued",
        RunStatus.Running => "running",
        RunStatus.Paused => "paused",
        RunStatus.Cancelled => "cancelled",
        RunStatus.Done => "done",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };
}
