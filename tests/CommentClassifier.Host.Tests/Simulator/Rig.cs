using System.Text.Json;
using CommentClassifier.Endpoints;
using CommentClassifier.Host.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Tests.Simulator;

/// <summary>A simulated server and an endpoint that talks to it over real HTTP.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Schema =
        """{"type":"object","properties":{"results":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"stance":{"type":"object","properties":{"label":{"type":"string","enum":["support","oppose","unclear"]},"quote":{"type":"string"}},"required":["label","quote"],"additionalProperties":false}},"required":["id","stance"],"additionalProperties":false}}},"required":["results"],"additionalProperties":false}""";

    private readonly ServiceProvider services;

    private Rig(SimulatorServer server, ServiceProvider services, ChatEndpoint endpoint)
    {
        Server = server;
        this.services = services;
        Endpoint = endpoint;
    }

    public SimulatorServer Server { get; }

    public ChatEndpoint Endpoint { get; }

    public static async Task<Rig> StartAsync(SimulatorOptions simulator, Func<EndpointOptions, EndpointOptions>? settings = null, LabelSource? labels = null)
    {
        var server = await SimulatorServer.StartAsync(simulator, labels, cancellationToken: TestContext.Current.CancellationToken);
        var services = new ServiceCollection().AddLogging().AddEndpoints(_ => null).BuildServiceProvider();
        var options = new EndpointOptions { Name = "simulator", BaseUrl = server.Root.ToString() };
        return new Rig(server, services, services.GetRequiredService<EndpointFactory>().Create(settings?.Invoke(options) ?? options, "offline-keywords"));
    }

    public static ChatRequest Ask(params (string Id, string Text)[] items) => new()
    {
        Model = "offline-keywords",
        SystemText = "Label every comment.",
        UserText = JsonSerializer.Serialize(new { comments = items.Select(i => new { id = i.Id, text = i.Text }) }),
        Schema = Schema,
        SchemaName = "test_v1",
        MaxOutputTokens = 200,
        PromptTokens = 100,
        Temperature = 0,
        Seed = 7,
    };

    public Task<ChatOutcome> AskAsync(params (string Id, string Text)[] items) =>
        Endpoint.AskAsync(Ask(items), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Endpoint.Dispose();
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
