using System.Globalization;
using System.Text.Json;
using Dapper;
using DbUp;
using Microsoft.Data.Sqlite;

namespace CommentClassifier.Storage;

/// <summary>
/// One file in WAL mode: any number of readers beside one writer. <c>synchronous = NORMAL</c>: what is committed survives the
/// death of the process at any moment (the pages are with the operating system); a power cut may cost the last commits
/// but never the file's integrity.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private const int DefaultTimeoutSeconds = 20;

    // Several readers are open at once, and each fills its cache from a large docket; what it lacks comes from the system's own cache.
    private const int ReaderCacheKib = 4096;
    private const int WriterCacheKib = 16384;
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26;

    private readonly string connectionString;
    private readonly string[] pragmas;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, SqliteStatement> prepared = [];
    private SqliteConnection? writer;

    private SqliteDatabase(SqliteConnectionStringBuilder builder, TimeProvider time, IReadOnlyList<string> extraPragmas)
        : base(time, $"SQLite file {builder.DataSource}")
    {
        connectionString = builder.ToString();
        pragmas =
        [
            $"PRAGMA busy_timeout = {builder.DefaultTimeout * 1000}", "PRAGMA synchronous = NORMAL",
            "PRAGMA journal_size_limit = 67108864", "PRAGMA wal_autocheckpoint = 8000", "PRAGMA secure_delete = ON", .. extraPragmas,
        ];
    }

    public override string ForUpdate => "";

    public override string MigrationFolder => "sqlite";

    /// <param name="connection">A path, or a connection string with <c>Data Source=</c>.</param>
    /// <param name="time">The clock of every stored time.</param>
    /// <param name="extraPragmas">More pragmas for each connection; tests make a small disk with them.</param>
    public static SqliteDatabase Create(string connection, TimeProvider time, params IReadOnlyList<string> extraPragmas)
    {
        var isPath = !connection.Contains('=', StringComparison.Ordinal);
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = isPath ? new() { DataSource = connection, DefaultTimeout = DefaultTimeoutSeconds } : new(connection);
        }
        catch (ArgumentException exception)
        {
            throw new StoreException(
                $"'{connection}' is neither a file name nor a connection string (--db): {exception.Message}", exception);
        }

        builder.ForeignKeys = true;
        return new(builder, time, extraPragmas);
    }

    public override string In(string expression, string parameter) => $"{expression} IN (SELECT value FROM json_each(@{parameter}))";

    public override object List<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);

    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await ConnectAsync(ReaderCacheKib, ct);
            await using var transaction = connection.BeginTransaction(deferred: true);
            return await work(new(this, connection, transaction, ct));
        }
        catch (SqliteException exception) when (Explain(exception) is { } message)
        {
            throw new StoreException(message, exception);
        }
    }

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            writer ??= await ConnectAsync(WriterCacheKib, ct);
            await using var transaction = writer.BeginTransaction(deferred: false);
            try
            {
                var result = await work(new(this, writer, transaction, ct));
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch
            {
                await RollBackAsync(transaction);
                throw;
            }
        }
        catch (SqliteException exception) when (Explain(exception) is { } message)
        {
            throw new StoreException(message, exception);
        }
        finally
        {
            gate.Release();
        }
    }

    public override Task<int[]> ExecuteManyAsync(Session session, string sql, string[] names, IReadOnlyList<object?[]> rows)
    {
        // Only the writer comes here: its statements stay prepared for the life of the store.
        if (!prepared.TryGetValue(sql, out var statement))
            prepared[sql] = statement = new SqliteStatement((SqliteConnection)session.Connection, sql, names);
        var changed = new int[rows.Count];
        for (var row = 0; row < changed.Length; row++)
            changed[row] = statement.Execute(rows[row]);
        session.Cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(changed);
    }

    public override void Migrate()
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {DefaultTimeoutSeconds * 1000}; PRAGMA journal_mode = WAL");
            Migrations.Run(DeployChanges.To.SqliteDatabase(connectionString), this, name => connection.ExecuteScalar<long>(
                "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name", new { name }) > 0,
                sql => [.. connection.Query<string>(sql)]);
        }
        catch (SqliteException exception) when (Explain(exception) is { } message)
        {
            throw new StoreException(message, exception);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var statement in prepared.Values)
            statement.Dispose();
        if (writer is not null)
        {
            try
            {
                // A clean end leaves one file behind, not three.
                await writer.ExecuteAsync("PRAGMA optimize");
            }
            catch (SqliteException)
            {
                // Only housekeeping: a full disk or a lock must not hide the failure that led here.
            }

            await writer.DisposeAsync();
        }

        SqliteConnection.ClearPool(new SqliteConnection(connectionString));
        gate.Dispose();
    }

    private async Task<SqliteConnection> ConnectAsync(int cacheKib, CancellationToken ct)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{cacheKib};{string.Join(";", pragmas)}"));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private string? Explain(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => $"{Description}: the disk (or the file's limit) is full. Nothing of the last step was kept; free some space and run the same command again.",
        Busy or Locked => $"{Description} is locked by another program. Close it, or wait, and run the same command again.",
        ReadOnly => $"{Description} cannot be written. Check the permissions of the file and its folder.",
        IoError => $"{Description}: the disk reports an error ({exception.SqliteExtendedErrorCode}). Check the disk and its free space, then run the same command again.",
        CantOpen => $"{Description} cannot be opened. Check that the folder exists and may be written (--db).",
        NotADatabase => $"{Description} is not a SQLite database. Name another file with --db.",
        Corrupt => $"{Description} is damaged. Restore a copy of it, or name another file with --db.",
        _ => null,
    };
}
