using System.Data.Common;

namespace CommentClassifier.Storage;

/// <summary>What differs between the two databases; everything above speaks the SQL that both understand.</summary>
internal abstract class Database(TimeProvider time, string description) : IAsyncDisposable
{
    public TimeProvider Time { get; } = time;

    public string Description { get; } = description;

    /// <summary>Hears of every statement before it runs; for tests of query plans.</summary>
    public Action<string, object?>? Asked { get; set; }

    /// <summary>Now, in the unit of the schema.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Ends a SELECT whose rows the transaction is going to change; SQLite's writer is alone anyway.</summary>
    public abstract string ForUpdate { get; }

    public abstract string MigrationFolder { get; }

    /// <summary>The condition that <paramref name="expression"/> is one of the list parameter's values.</summary>
    public abstract string In(string expression, string parameter);

    /// <summary>The value of a list parameter for <see cref="In"/>.</summary>
    public abstract object List<T>(IEnumerable<T> values);

    /// <summary>Runs <paramref name="work"/> on a connection that sees one moment of the store; nothing is written.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>Runs <paramref name="work"/> in one transaction: all of it is committed, or nothing.</summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct);

    /// <summary>Executes one statement once for each row; the counts of rows changed, in order.</summary>
    public abstract Task<int[]> ExecuteManyAsync(Session session, string sql, string[] names, IReadOnlyList<object?[]> rows);

    public Task WriteAsync(Func<Session, Task> work, CancellationToken ct) =>
        WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            ct);

    public abstract void Migrate();

    public abstract ValueTask DisposeAsync();

    protected static async Task RollBackAsync(DbTransaction transaction)
    {
        // The connection may be gone, and then so is the transaction; the first failure is the one to report.
        try
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException)
        {
        }
    }
}
