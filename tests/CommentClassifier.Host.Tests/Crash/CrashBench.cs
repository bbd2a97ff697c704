using System.Diagnostics;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Host.Tests.Commands;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Tests.Crash;

/// <summary>A simulated server in the test, a docket in a store, and real processes that run against both.</summary>
internal sealed class CrashBench : IAsyncDisposable
{
    public const string Docket = "X-1";
    public const int Batch = 4;
    public const int Concurrency = 4;

    private readonly Cli cli = new();
    private readonly string connection;

    private CrashBench(string? connection, SimulatorServer server)
    {
        this.connection = connection ?? Path.Combine(cli.Folder, "test.db");
        Server = server;
    }

    public SimulatorServer Server { get; }

    public string Folder => cli.Folder;

    public string Connection => connection;

    /// <summary>A docket of distinct texts, imported; every call costs money by the price in the settings.</summary>
    public static async Task<CrashBench> StartAsync(string? connection, int comments, SimulatorOptions options)
    {
        var bench = new CrashBench(connection, await SimulatorServer.StartAsync(options, cancellationToken: TestContext.Current.CancellationToken));
        bench.cli.Write("appsettings.json", $$"""
            { "CommentClassifier": { "Endpoints": { "sim": { "BaseUrl": "{{bench.Server.BaseUrl}}", "RetryForSeconds": 5,
              "Prices": { "m": { "Input": 1, "Output": 10 } } } } } }
            """);
        var file = bench.cli.Write("x.csv", "id,text\n" + string.Concat(Enumerable.Range(1, comments).Select(n => $"C-{n},I oppose this rule for reason number {n}.\n")));
        (await bench.cli.RunAsync("import", file, "--docket", Docket, "--db", bench.connection)).Ok();
        return bench;
    }

    /// <summary>The command line that every process of a test is started with.</summary>
    public string[] Command(params string[] more) =>
    [
        "run", "--docket", Docket, "--prompt", "proposed-rule@v1", "--var", "rule=A rule", "--model", "m", "--endpoint", "sim",
        "--batch", $"{Batch}", "--concurrency", $"{Concurrency}", "--json", .. more.Contains("--db") ? Array.Empty<string>() : ["--db", connection], .. more,
    ];

    public Process Start(params string[] more) => cli.Start(null, Command(more));

    public Task<CliResult> RunAsync(params string[] more) => cli.RunProcessAsync(null, Command(more));

    public async Task<CliResult> EndOf(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error);
    }

    /// <summary>Every comment of the only run as the store has it.</summary>
    public async Task<List<ExportRow>> RowsAsync()
    {
        await using var store = await Store.OpenAsync(connection, TimeProvider.System);
        var run = Assert.Single(await store.Runs.ListAsync());
        return await store.Runs.ExportAsync(run.Run.Id).ToListAsync();
    }

    /// <summary>What the only run has cost by the store: settled, and unsettled at what was reserved.</summary>
    public async Task<decimal> SpentAsync()
    {
        await using var store = await Store.OpenAsync(connection, TimeProvider.System);
        return await store.Runs.SpentUsdAsync(Assert.Single(await store.Runs.ListAsync()).Run.Id);
    }

    /// <summary>Every comment has its state and its labels, each dimension once.</summary>
    public static void AssertLabelledOnce(List<ExportRow> rows, int comments)
    {
        Assert.Equal(comments, rows.Select(row => row.Comment).Distinct().Count());
        Assert.Equal(comments, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.Equal(CommentState.Labelled, row.State);
            Assert.Equal(["sentiment", "stance"], row.Labels.Select(label => label.Dimension).Order());
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        cli.Dispose();
    }
}
