using System.Collections.Concurrent;
using CommentClassifier.Endpoints;
using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Service;
using CommentClassifier.Prompts;
using CommentClassifier.Runs;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Worker;

/// <summary>One connection for each endpoint and model, shared by every run on it: limits and back-off hold across runs.</summary>
internal sealed class EndpointPool(Store store, ServiceSettings settings) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<EndpointClient>>> clients = new();

    /// <summary>The connection; made when it is first asked for.</summary>
    /// <exception cref="ExpectedException">The key is missing, or a setting is out of range.</exception>
    public async Task<EndpointClient> GetAsync(EndpointOptions options, string model, PromptCatalogue prompts)
    {
        // The built-in endpoint knows the cues of the versions it was started with: with a new version there is a new one.
        var versions = options.Name == RunPlanner.BuiltInEndpoint ? string.Join(' ', prompts.Ids) : "";
        var key = string.Join('\n', options.Name, model, versions);
        var client = clients.GetOrAdd(key, _ => new Lazy<Task<EndpointClient>>(
            () => EndpointClient.ConnectAsync(store, options, model, prompts, settings.Verbose, CancellationToken.None)));
        try
        {
            return await client.Value.ConfigureAwait(false);
        }
        catch
        {
            clients.TryRemove(KeyValuePair.Create(key, client));
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values.Where(c => c.IsValueCreated && c.Value.IsCompletedSuccessfully))
        {
            await (await client.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }
}
