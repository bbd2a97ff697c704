using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <content>Changes of a run's status that do not overrun one made meanwhile.</content>
public sealed partial class RunStore
{
    /// <summary>The run as the service's queue has it, or null.</summary>
    public Task<QueuedRun?> QueuedAsync(RunId run, CancellationToken ct = default) => database.ReadAsync(
        async session => (await session.FirstAsync<RunRow>($"SELECT {RunRow.Columns} FROM runs r WHERE r.name = @Value", run))?.Queued, ct);

    /// <summary>Moves the run to a status if it is in one of <paramref name="from"/>; false when it is not.</summary>
    public Task<bool> MoveAsync(RunId run, RunStatus to, IReadOnlyCollection<RunStatus> from, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            $"UPDATE runs SET status = @to WHERE id = @key AND {database.In("status", "names")}",
            new { key = await Keys.RunAsync(session, run), to = Name(to), names = database.List(from.Select(Name)) }) > 0,
        ct);

    /// <summary>Replaces the settings the run is launched with.</summary>
    public Task SetLaunchAsync(RunId run, string launch, CancellationToken ct = default) => database.WriteAsync(
        async session => await session.ExecuteAsync(
            "UPDATE runs SET launch = @launch WHERE id = @key", new { key = await Keys.RunAsync(session, run), launch }),
        ct);
}
