using Microsoft.Extensions.Logging;

namespace CommentClassifier.Endpoints;

/// <summary>Makes endpoints from settings; the only place that resolves keys.</summary>
public sealed class EndpointFactory(IHttpClientFactory http, Func<string, string?> keys, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>The name of the HttpClient that endpoints use.</summary>
    public const string ClientName = "CommentClassifier.Endpoints";

    /// <summary>
    /// An endpoint for a model. Throws <see cref="EndpointSettingException"/> for a setting that is out of range, a key that is missing,
    /// or one that does not belong to the host. Dispose it after the run.
    /// </summary>
    /// <param name="options">The settings.</param>
    /// <param name="model">The model or deployment.</param>
    /// <param name="known">The dialect remembered from an earlier run, or null.</param>
    /// <param name="dialectFound">Told when the dialect is found or changes, so that it can be remembered.</param>
    public ChatEndpoint Create(EndpointOptions options, string model, DialectRecord? known = null, Action<DialectRecord>? dialectFound = null)
    {
        options.Validated();
        var address = EndpointAddress.Parse(options);
        var credential = new EndpointKeys(keys).Resolve(options);
        var logger = loggers.CreateLogger("CommentClassifier.Endpoints");
        var name = options.Name.Length > 0 ? options.Name : address.Uri.Authority;
        var client = SdkClients.Create(address, options, model, credential, http.CreateClient(ClientName));
        var system = address.Kind switch { EndpointKind.OpenAI => "openai", EndpointKind.Compatible => "_OTHER", _ => "az.ai.openai" };
        var telemetry = new EndpointTelemetry(name, model, system, address.Uri, logger);
        var remembered = known is not null && known.BaseUrl == address.Uri.ToString() && known.Model == model ? Dialect.FromJson(known.Json) : null;
        var dialects = new DialectMemory(remembered ?? Dialect.First(address.Kind), remembered is not null, time, found =>
        {
            EndpointLog.DialectFound(logger, name, model, found.ToJson());
            dialectFound?.Invoke(new DialectRecord(address.Uri.ToString(), model, found.ToJson()));
        });
        return new ChatEndpoint(
            options, model, address,
            new ChatTransport(client, credential, time),
            new AdmissionController(options, AccountingOf(options, address), time, logger),
            dialects,
            new RetryRules(options, time, telemetry, Random.Shared.NextDouble),
            telemetry,
            time);
    }

    private static TokenAccounting AccountingOf(EndpointOptions options, EndpointAddress address) =>
        options.TokenAccounting == TokenAccounting.Auto && address.Kind is EndpointKind.OpenAI or EndpointKind.AzureDeployment or EndpointKind.AzureV1
            ? TokenAccounting.Admission
            : options.TokenAccounting;
}
