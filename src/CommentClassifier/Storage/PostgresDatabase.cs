using System.Net.Sockets;
using Dapper;
using DbUp;
using Npgsql;

namespace CommentClassifier.Storage;

/// <summary>PostgreSQL, which several workers may share; read committed, with row locks where two could meet.</summary>
internal sealed class PostgresDatabase : Database
{
    private const int DeadlockRetries = 3;
    private const long MigrationLock = 0x434F4D4D454E54;

    private readonly NpgsqlDataSource source;
    private readonly string connectionString;

    private PostgresDatabase(NpgsqlConnectionStringBuilder builder, TimeProvider time)
        : base(time, $"PostgreSQL database {builder.Database} at {builder.Host}:{builder.Port}")
    {
        connectionString = builder.ToString();
        source = NpgsqlDataSource.Create(builder);
    }

    public override string ForUpdate => " FOR UPDATE";

    public override string MigrationFolder => "postgres";

    public static PostgresDatabase Create(string connection, TimeProvider time)
    {
        try
        {
            var builder = connection.Contains("://", StringComparison.Ordinal) ? FromUri(new Uri(connection)) : new(connection);
            if (builder.MaxAutoPrepare == 0)
                builder.MaxAutoPrepare = 100;
            builder.AutoPrepareMinUsages = 2;
            builder.ApplicationName ??= "comment-classifier";
            return new(builder, time);
        }
        catch (Exception exception) when (exception is ArgumentException or UriFormatException or FormatException or NotSupportedException)
        {
            // The string itself may hold a password and is not repeated.
            throw new StoreException(
                "The PostgreSQL connection (--db) cannot be read. Write Host=...;Database=...;Username=...;Password=... or postgres://user:password@host:port/database.");
        }
    }

    public override string In(string expression, string parameter) => $"{expression} = ANY(@{parameter})";

    public override object List<T>(IEnumerable<T> values) => values.ToArray();

    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) =>
        GuardAsync(
            async () =>
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
                return await work(new(this, connection, transaction, ct));
            });

    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) =>
        GuardAsync(
            async () =>
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                for (var attempt = 1; ; attempt++)
                {
                    await using var transaction = await connection.BeginTransactionAsync(ct);
                    try
                    {
                        var result = await work(new(this, connection, transaction, ct));
                        await transaction.CommitAsync(CancellationToken.None);
                        return result;
                    }
                    catch (PostgresException exception) when (IsCollision(exception) && attempt < DeadlockRetries)
                    {
                        await RollBackAsync(transaction);
                    }
                    catch
                    {
                        await RollBackAsync(transaction);
                        throw;
                    }
                }
            });

    public override async Task<int[]> ExecuteManyAsync(Session session, string sql, string[] names, IReadOnlyList<object?[]> rows)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)session.Connection, (NpgsqlTransaction?)session.Transaction);
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            for (var i = 0; i < names.Length; i++)
                command.Parameters.Add(new NpgsqlParameter(names[i], row[i] ?? DBNull.Value));
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(session.Cancellation);
        return [.. batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(c => (int)c.RecordsAffected)];
    }

    public override void Migrate()
    {
        try
        {
            using var connection = source.OpenConnection();
            connection.Execute("SELECT pg_advisory_lock(@key)", new { key = MigrationLock });
            Migrations.Run(DeployChanges.To.PostgresqlDatabase(connectionString), this,
                name => connection.ExecuteScalar<long>(
                    "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = @name", new { name }) > 0,
                sql => [.. connection.Query<string>(sql)]);
            connection.Execute("SELECT pg_advisory_unlock(@key)", new { key = MigrationLock });
        }
        catch (Exception exception) when (Explain(exception) is { } message)
        {
            throw new StoreException(message, exception);
        }
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')) };
        if (uri.Port > 0)
            builder.Port = uri.Port;
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = parts[0] == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(parts[0]);
            builder[name] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]).Replace("-", "", StringComparison.Ordinal) : "";
        }

        return builder;
    }

    private static bool IsCollision(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (Explain(exception) is { } message)
        {
            throw new StoreException(message, exception);
        }
    }

    private string? Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            $"{Description}: the server's disk is full. Nothing of the last step was kept; free some space there and run the same command again.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"{Description} does not exist. Create it (createdb) or correct --db.",
        PostgresException { SqlState: ['2', '8', ..] } => $"{Description} refuses the user or password. Correct --db.",
        PostgresException { SqlState: ['5', '3', ..] or ['5', '7', 'P', ..] or ['0', '8', ..] } lost =>
            $"{Description} ended the connection ({lost.MessageText}). Nothing of the last step was kept; run the same command again.",
        PostgresException => null,
        NpgsqlException or SocketException or TimeoutException =>
            $"{Description} cannot be reached ({(exception.InnerException ?? exception).Message}). Check that it runs and that --db is right, then run the same command again.",
        _ => null,
    };
}
