using System.Diagnostics;
using System.Globalization;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Tests.Storage;

namespace CommentClassifier.Host.Tests.Crash;

/// <summary>Whatever happens to the process, the next one goes on from the ledger; the same on both stores.</summary>
public sealed class CrashTests(PostgresFixture postgres)
{
    private const int Kills = 20;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task After_kills_at_random_moments_every_comment_is_labelled_once_and_only_what_was_in_flight_is_bought_again(string kind)
    {
        // Slow and long enough that a kill that comes late on a busy machine still comes in mid-run.
        const int comments = 1200;
        const int needed = comments / CrashBench.Batch;
        await using var bench = await BenchAsync(kind, comments, new SimulatorOptions { LatencyMs = 100 });
        var random = new Random(20_261_123);
        var kills = 0;
        while (kills < Kills)
        {
            using var process = bench.Start();
            var seen = bench.Server.Counters;
            var signal = random.Next(2) == 0
                ? seen.RequestsReachedAsync(seen.Requests + random.Next(1, 9))
                : seen.AnsweredReachedAsync(seen.Answered + random.Next(1, 9));
            var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (await Task.WhenAny(signal, ended) == ended)
            {
                break;
            }

            process.Kill(entireProcessTree: true);
            await ended;
            kills++;
        }

        var run = (await bench.RunAsync()).Ok().Json;
        var served = bench.Server.Counters;
        var planned = run.GetProperty("requests").GetInt64();
        CrashBench.AssertLabelledOnce(await bench.RowsAsync(), comments);
        Assert.Equal(comments, run.GetProperty("states").EnumerateObject().Sum(state => state.Value.GetInt64()));
        Assert.True(kills >= 10, $"only {kills} kills");
        Assert.True(served.Requests <= planned, $"{served.Requests} arrived, {planned} were planned first");
        Assert.True(served.Answered - needed <= planned - needed, $"{served.Answered} bought");
        Assert.True(planned - needed <= kills * 2 * CrashBench.Concurrency, $"{planned} planned for {needed} after {kills} kills");
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {kills} kills, {needed} needed, {planned} planned, {served.Requests} arrived, {served.Answered} answered");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_second_process_on_a_live_run_is_refused_in_one_line(string kind)
    {
        await using var bench = await BenchAsync(kind, 40, new SimulatorOptions { Faults = new SimulatorFaults { Hang = 1 } });
        using var first = bench.Start();
        await bench.Server.Counters.RequestsReachedAsync(1);
        var before = bench.Server.Counters.Requests;
        var second = await bench.RunAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("being worked on", OneLine(second.Error), StringComparison.Ordinal);
        Assert.Empty(second.Output);
        Assert.InRange(bench.Server.Counters.Requests, before, CrashBench.Concurrency);
        first.Kill(entireProcessTree: true);
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Ctrl_C_settles_what_is_in_flight_and_says_how_to_go_on(string kind)
    {
        const int comments = 200;
        await using var bench = await BenchAsync(kind, comments, new SimulatorOptions { LatencyMs = 30 });
        using var process = bench.Start();
        await bench.Server.Counters.RequestsReachedAsync(9);
        await InterruptAsync(process);
        var stopped = await bench.EndOf(process);
        Assert.Equal(3, stopped.ExitCode);
        var said = stopped.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, said.Length);
        Assert.Contains("settled first", said[0], StringComparison.Ordinal);
        Assert.Contains("The same command goes on from here", said[1], StringComparison.Ordinal);
        Assert.InRange(stopped.Json.GetProperty("states").GetProperty("pending").GetInt64(), 1, comments - 1);
        Assert.Equal(bench.Server.Counters.Answered * CrashBench.Batch, stopped.Json.GetProperty("states").GetProperty("labelled").GetInt64());

        (await bench.RunAsync()).Ok();
        CrashBench.AssertLabelledOnce(await bench.RowsAsync(), comments);
        Assert.Equal(comments / CrashBench.Batch, bench.Server.Counters.Answered);
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_at_once_and_the_same_command_goes_on()
    {
        const int comments = 40;
        await using var bench = await BenchAsync("sqlite", comments, new SimulatorOptions { Faults = new SimulatorFaults { Hang = 1 } });
        using var process = bench.Start();
        await bench.Server.Counters.RequestsReachedAsync(CrashBench.Concurrency);
        await InterruptAsync(process);
        Assert.Contains("settled first", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await InterruptAsync(process);
        var stopped = await bench.EndOf(process);
        Assert.Equal(3, stopped.ExitCode);
        Assert.Contains("at once", OneLine(stopped.Error), StringComparison.Ordinal);
        Assert.Equal(comments, stopped.Json.GetProperty("states").GetProperty("pending").GetInt64());
        Assert.True(stopped.Json.GetProperty("costUsd").GetDecimal() > 0);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_budget_survives_kills_and_what_was_unsettled_counts_at_its_reserved_price(string kind)
    {
        await using var bench = await BenchAsync(kind, 400, new SimulatorOptions { LatencyMs = 20 });
        const decimal budget = 0.09m;
        string[] withBudget = ["--budget", budget.ToString(CultureInfo.InvariantCulture)];
        var spent = 0m;
        for (var kill = 0; kill < 3; kill++)
        {
            using var process = bench.Start(withBudget);
            await bench.Server.Counters.RequestsReachedAsync(bench.Server.Counters.Requests + 3);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var now = await bench.SpentAsync();
            Assert.True(now > spent, $"{now} after {spent}");
            spent = now;
        }

        var ended = await bench.RunAsync(withBudget);
        Assert.True(ended.ExitCode == 3, $"exit {ended.ExitCode}, {spent} after the kills: {ended.Output}");
        Assert.Contains("budget", OneLine(ended.Error), StringComparison.Ordinal);
        var cost = ended.Json.GetProperty("costUsd").GetDecimal();
        var served = bench.Server.Counters;
        var real = ((served.PromptTokens * 1m) + (served.CompletionTokens * 10m)) / 1_000_000m;
        Assert.InRange(cost, Math.Max(spent, real), budget);
        var again = await bench.RunAsync(withBudget);
        Assert.Equal(3, again.ExitCode);
        Assert.Equal(cost, again.Json.GetProperty("costUsd").GetDecimal());
    }

    private async Task<CrashBench> BenchAsync(string kind, int comments, SimulatorOptions options) =>
        await CrashBench.StartAsync(kind == "postgres" ? await postgres.CreateDatabaseAsync() : null, comments, options);

    private static async Task InterruptAsync(Process process)
    {
        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static string OneLine(string error) => Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
