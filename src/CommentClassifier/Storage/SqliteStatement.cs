using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CommentClassifier.Storage;

/// <summary>
/// One statement of the writer, prepared once and executed for many rows. The driver's command object costs more than the step itself,
/// and a comment is a dozen rows. Not thread-safe.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;

    /// <param name="connection">The open connection.</param>
    /// <param name="sql">One statement; it returns no rows.</param>
    /// <param name="names">Its parameters without the sign, in the order in which rows give their values.</param>
    public SqliteStatement(SqliteConnection connection, string sql, string[] names)
    {
        this.connection = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v3(this.connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        places = [.. names.Select(name => raw.sqlite3_bind_parameter_index(statement, "@" + name))];
    }

    /// <summary>Executes it for one row.</summary>
    /// <returns>How many rows changed.</returns>
    /// <exception cref="SqliteException">What SQLite says; nothing of the row was written.</exception>
    public int Execute(object?[] row)
    {
        for (var i = 0; i < places.Length; i++)
            Check(Bind(places[i], row[i]));
        try
        {
            Check(raw.sqlite3_step(statement));
            return raw.sqlite3_changes(connection);
        }
        finally
        {
            // It says again what the step said.
            _ = raw.sqlite3_reset(statement);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        double number => raw.sqlite3_bind_double(statement, place, number),
        "" => raw.sqlite3_bind_text(statement, place, ""), // An empty span would bind NULL.
        string text => BindText(place, text),
        _ => throw new InvalidOperationException($"A column cannot hold {value.GetType().Name}."),
    };

    private int BindText(int place, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= 512)
        {
            Span<byte> few = stackalloc byte[512];
            return raw.sqlite3_bind_text(statement, place, few[..Encoding.UTF8.GetBytes(text, few)]);
        }

        var many = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return raw.sqlite3_bind_text(statement, place, many.AsSpan(0, Encoding.UTF8.GetBytes(text, many)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(many);
        }
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, connection);
}
