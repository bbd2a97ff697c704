using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>The right to work on a run. It lapses unless renewed; a new holder makes the old one's renewals fail.</summary>
public sealed class RunLease : IAsyncDisposable
{
    private readonly Database database;
    private readonly TimeSpan length;

    internal RunLease(Database database, RunId run, string owner, long token, TimeSpan length)
    {
        this.database = database;
        this.length = length;
        Run = run;
        Owner = owner;
        Token = token;
    }

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>The holder.</summary>
    public string Owner { get; }

    /// <summary>Grows with every claim of the run.</summary>
    public long Token { get; }

    /// <summary>Holds on for another length.</summary>
    /// <exception cref="StoreException">Another process took the run meanwhile.</exception>
    public async Task RenewAsync(CancellationToken ct = default)
    {
        var renewed = await database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE runs SET lease_until = @until WHERE name = @name AND lease_token = @Token AND owner IS NOT NULL",
                new { until = database.Now + (long)length.TotalMilliseconds, name = Run.Value, Token }),
            ct);
        if (renewed == 0)
            throw new StoreException($"Run {Run} was taken over by another process while this one did not answer. Nothing is lost; let the other one finish.");
    }

    /// <summary>Lets go, if it is still held.</summary>
    public Task ReleaseAsync(CancellationToken ct = default) => database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE runs SET owner = NULL, lease_until = NULL WHERE name = @name AND lease_token = @Token",
            new { name = Run.Value, Token }),
        ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReleaseAsync(CancellationToken.None);
        }
        catch (StoreException)
        {
            // The store is gone: the lease lapses by itself, and the failure that led here must not be hidden.
        }
    }
}
