using CommentClassifier.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CommentClassifier.Tests.Storage;

public sealed class SqliteFailureTests() : StoreTest(null)
{
    [Fact]
    public async Task A_full_disk_stops_with_one_clear_line_and_keeps_nothing_of_the_step()
    {
        await using var small = await Store.OpenAsync(SqliteDatabase.Create(Path.Combine(Folder, "small.db"), Time, "PRAGMA max_page_count = 160"));
        var rows = Enumerable.Range(0, 1_000).Select(i => Row($"c{i}", new string('x', 2_000) + i));

        var error = await Assert.ThrowsAsync<StoreException>(() => small.Dockets.ImportAsync(Docket, rows.ToAsyncEnumerable()));

        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(0, (await small.Dockets.FindAsync(Docket))!.Comments);
        Assert.Equal(1, (await small.Dockets.ImportAsync(Docket, new[] { Row("c1", "short") }.ToAsyncEnumerable())).Imported);
    }

    [Fact]
    public async Task A_file_locked_by_another_program_is_said_so()
    {
        await using var impatient = await Store.OpenAsync($"Data Source={Connection};Default Timeout=1", Time);
        await using var other = new SqliteConnection($"Data Source={Connection}");
        await other.OpenAsync();
        await using var transaction = other.BeginTransaction(deferred: false);

        var error = await Assert.ThrowsAsync<StoreException>(() => impatient.Dockets.SetTitleAsync(Docket, "t"));

        Assert.Contains("locked", error.Message, StringComparison.Ordinal);
        Assert.Empty(await impatient.Dockets.ListAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        var path = Path.Combine(Folder, "notes.txt");
        await File.WriteAllTextAsync(path, new string('x', 5_000));
        var error = await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync(path, Time));
        Assert.Contains("notes.txt is not a SQLite database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync(Path.Combine(Folder, "no", "x.db"), Time));
        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_left_alone()
    {
        await using (var connection = new SqliteConnection($"Data Source={Connection}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999-future', '2030-01-01')";
            await command.ExecuteNonQueryAsync();
        }

        var error = await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync(Connection, Time));
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_again_keeps_everything_and_unknown_names_get_a_clear_line()
    {
        await ImportAsync(Row("a", "one"));
        await using var second = await Store.OpenAsync(Connection, Time);
        Assert.Equal(1, (await second.Dockets.FindAsync(Docket))!.Comments);
        Assert.Contains("There is no docket 'NOPE'", (await Assert.ThrowsAsync<StoreException>(() => second.Humans.CodersAsync(new("NOPE")))).Message, StringComparison.Ordinal);
        Assert.Contains("There is no run 'r-x'", (await Assert.ThrowsAsync<StoreException>(() => second.Runs.SummaryAsync(new("r-x")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_of_comments_reads_a_whole_table()
    {
        string[] pages =
        [
            "SELECT id FROM comments c WHERE c.docket = 1 AND c.id > 5 ORDER BY c.id LIMIT 50",
            "SELECT id FROM comments c WHERE c.docket = 1 AND c.id > 5 AND c.content = 1 ORDER BY c.id LIMIT 50",
            "SELECT text_id FROM labels i WHERE i.run = 1 AND i.dimension = 'a' AND i.label = 'b' AND i.text_id > 5 ORDER BY i.text_id LIMIT 50",
            "SELECT text_id FROM run_items i WHERE i.run = 1 AND i.state = 0 AND i.text_id > 5 ORDER BY i.text_id LIMIT 50",
            "SELECT id FROM texts t WHERE t.docket = 1 AND t.family = 3 AND t.id > 5 ORDER BY t.id LIMIT 50",
        ];
        await using var connection = new SqliteConnection($"Data Source={Connection}");
        await connection.OpenAsync();
        foreach (var page in pages)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {page}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                Assert.DoesNotContain("SCAN", reader.GetString(3), StringComparison.Ordinal);
                Assert.DoesNotContain("TEMP B-TREE", reader.GetString(3), StringComparison.Ordinal);
            }
        }
    }
}

public sealed class PostgresFailureTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_lost_connection_stops_with_one_clear_line_and_keeps_nothing_of_the_step()
    {
        await ImportAsync(Row("a", "one"));
        async IAsyncEnumerable<ImportRow> Rows()
        {
            yield return Row("b", "two");
            for (var i = 0; i < 1_500; i++)
                yield return Row($"c{i}", $"three {i}");
            await using var other = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false });
            await using var kill = other.CreateCommand(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await kill.ExecuteNonQueryAsync();
            yield return Row("d", "four");
        }

        var error = await Assert.ThrowsAsync<StoreException>(() => Store.Dockets.ImportAsync(Docket, Rows()));

        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(1_001, (await Store.Dockets.FindAsync(Docket))!.Comments);
        Assert.Equal(1, (await ImportAsync(Row("d", "four"))).Imported);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=u;Password=secret;Timeout=3", "cannot be reached")]
    [InlineData("postgres://u:secret@127.0.0.1:1/x", "cannot be reached")]
    [InlineData("Host=127.0.0.1;Nonsense=secret", "cannot be read")]
    public async Task A_server_that_is_not_there_is_named_without_the_password(string connection, string said)
    {
        var error = await Assert.ThrowsAsync<StoreException>(() => Store.OpenAsync(connection, Time));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_has_no_password() => Assert.Matches("^PostgreSQL database t[0-9]+ at 127.0.0.1:[0-9]+$", Store.Description);
}
