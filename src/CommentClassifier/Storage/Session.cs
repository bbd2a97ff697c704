using System.Data.Common;
using Dapper;

namespace CommentClassifier.Storage;

/// <summary>A connection with its transaction, for the length of one piece of work.</summary>
internal sealed class Session(Database database, DbConnection connection, DbTransaction? transaction, CancellationToken ct)
{
    public Database Database { get; } = database;

    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; } = transaction;

    public CancellationToken Cancellation { get; } = ct;

    public async Task<List<T>> QueryAsync<T>(string sql, object? args = null) =>
        (await Connection.QueryAsync<T>(Command(sql, args))).AsList();

    public Task<T?> FirstAsync<T>(string sql, object? args = null) =>
        Connection.QueryFirstOrDefaultAsync<T>(Command(sql, args));

    public Task<T> ScalarAsync<T>(string sql, object? args = null) => Connection.ExecuteScalarAsync<T>(Command(sql, args))!;

    public Task<int> ExecuteAsync(string sql, object? args = null) => Connection.ExecuteAsync(Command(sql, args));

    public Task<int[]> ExecuteManyAsync(string sql, string[] names, IReadOnlyList<object?[]> rows) =>
        rows.Count == 0 ? Task.FromResult(Array.Empty<int>()) : Database.ExecuteManyAsync(this, sql, names, rows);

    private CommandDefinition Command(string sql, object? args)
    {
        Database.Asked?.Invoke(sql, args);
        return new(sql, args, Transaction, cancellationToken: Cancellation);
    }
}
