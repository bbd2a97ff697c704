using System.Net.Http.Json;
using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;
using CommentClassifier.Tests.Architecture;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Tests.Desk;

/// <summary>The real service on a free port with a store of its own, as <c>serve</c> puts it together.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly string folder;
    private readonly WebApplication app;

    private RunningService(string folder, WebApplication app, Store store)
    {
        this.folder = folder;
        this.app = app;
        Store = store;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public Store Store { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<RunningService> StartAsync(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("desk-tests-").FullName;
        var store = await Store.OpenAsync(Path.Combine(folder, "store.db"), TimeProvider.System);
        return await StartAsync(folder, store, settings);
    }

    /// <summary>The service stops gracefully and starts again on the same store.</summary>
    public async Task<RunningService> RestartAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Client.Dispose();
        return await StartAsync(folder, Store, []);
    }

    /// <summary>Imports comments of two columns and gives the docket's id.</summary>
    public async Task<string> ImportAsync(IEnumerable<string> texts, string docket = "TEST-2026-0001")
    {
        var rows = texts.Select((text, i) => $"C-{i + 1:0000},\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        using var body = new StringContent("comment_id,text\n" + string.Join('\n', rows) + "\n");
        using var answer = await Client.PostAsync(new Uri($"api/dockets/{docket}/import?format=csv&idColumn=comment_id&textColumn=text", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return docket;
    }

    /// <summary>Queues a run over the API and gives its id.</summary>
    public async Task<string> QueueAsync(object order)
    {
        using var answer = await Client.PostAsJsonAsync("api/runs", order);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>())!["run"]!.GetValue<string>();
    }

    /// <summary>Reads the run's events until it comes to rest; the events are the signal, nothing sleeps.</summary>
    public async Task<string> RestsAsync(string run)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var stream = new StreamReader(await Client.GetStreamAsync(new Uri($"api/runs/{run}/progress", UriKind.Relative), limit.Token));
        var name = "";
        while (await stream.ReadLineAsync(limit.Token) is { } line)
        {
            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            if (name == "rest" && line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line[6..];
            }
        }

        throw new InvalidOperationException("The stream ended before the run came to rest.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<RunningService> StartAsync(string folder, Store store, (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"{Settings.Section}:{s.Name}", (string?)s.Value)))
            .Build();
        var service = ServiceSettings.From(configuration, ["http://127.0.0.1:0"], RepositoryFolder.At("prompts"), verbose: false);
        var app = await ServiceHost.BuildAsync(service, store, TimeProvider.System);
        await ServiceHost.StartAsync(app);
        return new RunningService(folder, app, store);
    }
}
