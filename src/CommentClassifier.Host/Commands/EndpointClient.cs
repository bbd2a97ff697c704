using System.Text.Json.Nodes;
using CommentClassifier.Endpoints;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Prompts;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Host.Commands;

/// <summary>A connection to an endpoint for one model; the built-in endpoint is started for it, on loopback, and goes with it.</summary>
internal sealed class EndpointClient : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly SimulatorServer? builtIn;
    private readonly Memory memory;

    private EndpointClient(ServiceProvider services, ChatEndpoint endpoint, SimulatorServer? builtIn, Memory memory)
    {
        this.services = services;
        this.builtIn = builtIn;
        this.memory = memory;
        Endpoint = endpoint;
    }

    /// <summary>The endpoint.</summary>
    public ChatEndpoint Endpoint { get; }

    /// <summary>Its settings.</summary>
    public EndpointOptions Settings => Endpoint.Options;

    /// <summary>Connects; the dialect found on an earlier run is remembered.</summary>
    /// <exception cref="ExpectedException">A setting is out of range, or the key is missing or not the host's own.</exception>
    public static async Task<EndpointClient> ConnectAsync(
        Store store, EndpointOptions options, string model, PromptCatalogue prompts, bool verbose, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection()
            .AddLogging(logging =>
            {
                if (verbose)
                {
                    logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Debug);
                    logging.AddFilter("Microsoft", LogLevel.Warning);
                    logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
                }
            })
            .AddEndpoints()
            .BuildServiceProvider();
        SimulatorServer? builtIn = null;
        try
        {
            if (options.Name == RunPlanner.BuiltInEndpoint)
            {
                builtIn = await SimulatorServer.StartAsync(new SimulatorOptions(), OfflineLabels.From(prompts), cancellationToken: cancellationToken).ConfigureAwait(false);
                options = options with { BaseUrl = builtIn.BaseUrl.ToString() };
            }

            var known = builtIn is null ? await store.Dialects.FindAsync(options.Address, model, cancellationToken).ConfigureAwait(false) : null;
            var memory = new Memory(store);
            var endpoint = services.GetRequiredService<EndpointFactory>()
                .Create(options, model, known is null ? null : new DialectRecord(options.Address, model, known), builtIn is null ? memory.Keep : null);
            return new EndpointClient(services, endpoint, builtIn, memory);
        }
        catch
        {
            await services.DisposeAsync().ConfigureAwait(false);
            if (builtIn is not null)
            {
                await builtIn.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Endpoint.Dispose();
        await memory.KeptAsync().ConfigureAwait(false);
        await services.DisposeAsync().ConfigureAwait(false);
        if (builtIn is not null)
        {
            await builtIn.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes down what was found beside the run, one after the other, so that the latest stays.</summary>
    private sealed class Memory(Store store)
    {
        private readonly Lock gate = new();
        private Task last = Task.CompletedTask;

        public void Keep(DialectRecord record)
        {
            lock (gate)
            {
                last = KeepAsync(last, record);
            }
        }

        /// <summary>Ends when all is written: the store may be closed after it.</summary>
        public Task KeptAsync()
        {
            lock (gate)
            {
                return last;
            }
        }

        private async Task KeepAsync(Task before, DialectRecord record)
        {
            await before.ConfigureAwait(false);
            try
            {
                await store.Dialects.SaveAsync(record.BaseUrl, record.Model, record.Json, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ExpectedException)
            {
                // Forgetting a dialect costs one request at the next start; what ails the store stops the run by itself.
            }
        }
    }
}
