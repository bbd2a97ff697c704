using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>This process's claim on a run, renewed while it lives. A second process is refused; a dead one's claim falls at once.</summary>
internal sealed class RunClaim : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(15);

    private readonly RunLease lease;
    private readonly ITimer timer;
    private Task renewal = Task.CompletedTask;

    private RunClaim(RunLease lease, TimeProvider time)
    {
        this.lease = lease;
        timer = time.CreateTimer(_ => Renew(), null, RenewEvery, RenewEvery);
    }

    /// <summary>Who holds the claim: machine, process and its start.</summary>
    public string Owner => lease.Owner;

    /// <summary>Fences the claim: who holds an older one plans nothing more.</summary>
    public long Token => lease.Token;

    /// <summary>Claims the run.</summary>
    /// <exception cref="ExpectedException">A living process works on it.</exception>
    public static async Task<RunClaim> TakeAsync(Store store, RunId run, TimeProvider time, CancellationToken cancellationToken) =>
        new(await store.Runs.ClaimAsync(run, ProcessOwner.Current, Lease, ProcessOwner.IsAlive, cancellationToken).ConfigureAwait(false), time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync().ConfigureAwait(false);
        await renewal.ConfigureAwait(false);
        await lease.ReleaseAsync().ConfigureAwait(false);
    }

    private void Renew()
    {
        if (renewal.IsCompleted)
        {
            renewal = RenewAsync();
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await lease.RenewAsync().ConfigureAwait(false);
        }
        catch (ExpectedException)
        {
            // The store is gone for the moment; the run's own next commit reports it, and the lease outlives three missed renewals.
        }
    }
}
