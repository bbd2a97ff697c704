using System.Diagnostics;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Host.Tests.Commands;
using CommentClassifier.Tests.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CommentClassifier.Host.Tests.Crash;

/// <summary>The store fails in the middle of a run: one clear line, exit 1, nothing half-written, and the same command goes on.</summary>
public sealed class StoreFailureTests(PostgresFixture postgres)
{
    private const int Comments = 120;

    [Fact]
    public async Task A_file_that_can_grow_no_more_ends_the_run_in_one_line()
    {
        await using var bench = await CrashBench.StartAsync(null, Comments, new SimulatorOptions { LatencyMs = 5 });
        var blocks = (new FileInfo(bench.Connection).Length / 1024) + 40;
        var limited = new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"", "bash", "dotnet", CommandLineAssembly, .. bench.Command("--prompts", RepositoryFolder.At("prompts"))])
        {
            WorkingDirectory = bench.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime's own files would meet the limit too.
        limited.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        limited.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var process = Process.Start(limited)!;
        AssertOneLine(await bench.EndOf(process), "disk", "run the same command again");
        await AssertGoesOnAsync(bench);
    }

    [Fact]
    public async Task A_file_locked_by_another_program_ends_the_run_in_one_line()
    {
        await using var bench = await CrashBench.StartAsync(null, Comments, new SimulatorOptions { LatencyMs = 5 });
        using var process = bench.Start("--db", $"Data Source={bench.Connection};Default Timeout=1");
        await bench.Server.Counters.RequestsReachedAsync(3);
        CliResult ended;
        await using (var other = new SqliteConnection($"Data Source={bench.Connection}"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = other.BeginTransaction(deferred: false);
            ended = await bench.EndOf(process);
        }

        AssertOneLine(ended, "locked by another program");
        await AssertGoesOnAsync(bench);
    }

    [Fact]
    public async Task A_lost_PostgreSQL_connection_ends_the_run_in_one_line()
    {
        await using var bench = await CrashBench.StartAsync(await postgres.CreateDatabaseAsync(), Comments, new SimulatorOptions { LatencyMs = 20 });
        using var process = bench.Start();
        await bench.Server.Counters.RequestsReachedAsync(3);
        await using (var other = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(bench.Connection) { Pooling = false }))
        {
            await using var kill = other.CreateCommand(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await kill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        AssertOneLine(await bench.EndOf(process), "PostgreSQL");
        await AssertGoesOnAsync(bench);
    }

    private static string CommandLineAssembly => typeof(Host.Commands.CommandLine).Assembly.Location;

    private static async Task AssertGoesOnAsync(CrashBench bench)
    {
        (await bench.RunAsync()).Ok();
        CrashBench.AssertLabelledOnce(await bench.RowsAsync(), Comments);
    }

    private static void AssertOneLine(CliResult ended, params string[] mentions)
    {
        var line = Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, ended.ExitCode);
        Assert.All(mentions, mention => Assert.Contains(mention, line, StringComparison.Ordinal));
    }
}
