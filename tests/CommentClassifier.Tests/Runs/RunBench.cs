using CommentClassifier.Dockets;
using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using CommentClassifier.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Tests.Runs;

/// <summary>A real store with a small docket, a shipped prompt, and a real client of whatever server a test names.</summary>
internal sealed class RunBench : IAsyncDisposable
{
    public static readonly DocketId Docket = new("T-1");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("comment-classifier-run-");
    private readonly ServiceProvider services;

    private RunBench(Action<ILoggingBuilder>? logging, Func<string, string?>? keys) =>
        services = new ServiceCollection().AddLogging(logging ?? (_ => { })).AddEndpoints(keys).BuildServiceProvider();

    /// <summary>Where the store's file is.</summary>
    public string Folder => folder.FullName;

    public Store Store { get; private set; } = null!;

    private static PromptCatalogue Prompts { get; } = PromptCatalogue.Load(RepositoryFolder.At("prompts"));

    /// <summary>A store with <paramref name="comments"/> comments, each a distinct text that opposes the rule in its own words.</summary>
    public static async Task<RunBench> CreateAsync(int comments, Action<ILoggingBuilder>? logging = null, Func<string, string?>? keys = null)
    {
        var bench = new RunBench(logging, keys);
        bench.Store = await Store.OpenAsync(Path.Combine(bench.folder.FullName, "t.db"), TimeProvider.System);
        var file = Path.Combine(bench.folder.FullName, "t.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(1, comments).Select(n => $"C-{n},I oppose this rule for reason number {n}.").Prepend("id,text"));
        var options = new DocketReadOptions { Format = DocketFormat.Csv, IdColumn = "id", TextColumn = "text" };
        await new DocketImporter(bench.Store, TimeProvider.System).ImportAsync(Docket, [file], options);
        return bench;
    }

    /// <summary>Runs proposed-rule@v2 against <paramref name="baseUrl"/>; the same call resumes.</summary>
    public async Task<RunResult> RunAsync(string baseUrl, RunOptions? options = null, Func<EndpointOptions, EndpointOptions>? with = null, CancellationToken stop = default, string model = "m")
    {
        var settings = new EndpointOptions { Name = "test", BaseUrl = baseUrl, Concurrency = 4, MaxRetries = 1 };
        settings = with?.Invoke(settings) ?? settings;
        var order = new RunOrder(Docket, "proposed-rule@v2", model, settings, new Dictionary<string, string> { ["rule"] = "A rule" });
        var planned = await new RunPlanner(Store, Prompts).PlanAsync(order, CancellationToken.None);
        using var endpoint = services.GetRequiredService<EndpointFactory>().Create(settings, model);
        return await new Classifier(Store, endpoint, settings, TimeProvider.System).RunAsync(planned.Plan, options ?? new RunOptions(), null, stop);
    }

    /// <summary>The run's rows, one a comment.</summary>
    public async Task<List<ExportRow>> RowsAsync(RunId run) => await Store.Runs.ExportAsync(run).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
