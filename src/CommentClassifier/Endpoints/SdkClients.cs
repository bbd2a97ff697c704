using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Azure.Core;
using OpenAI;
using OpenAI.Chat;

namespace CommentClassifier.Endpoints;

/// <summary>The SDK's chat client for an endpoint, over our HttpClient, with the SDK's own retries, timeout and logging off: Polly has them.</summary>
internal static class SdkClients
{
    private const string AzureScope = "https://cognitiveservices.azure.com/.default";

    public static ChatClient Create(EndpointAddress address, EndpointOptions options, string model, EndpointCredential credential, HttpClient http) =>
        address.Kind == EndpointKind.AzureDeployment
            ? Azure(address, options, credential, http).GetChatClient(model)
#pragma warning disable OPENAI001 // The only constructor that takes a policy, which a server without keys and Azure's header need.
            : new ChatClient(model, Policy(address, credential), Bare(new OpenAIClientOptions { Endpoint = address.Uri }, http));
#pragma warning restore OPENAI001

    private static AzureOpenAIClient Azure(EndpointAddress address, EndpointOptions endpoint, EndpointCredential credential, HttpClient http)
    {
        var options = Bare(new AzureOpenAIClientOptions(), http);
        options.AddPolicy(new ApiVersionPolicy(endpoint.ApiVersion), PipelinePosition.BeforeTransport);
        return credential switch
        {
            EndpointCredential.Entra => new AzureOpenAIClient(address.Uri, EntraCredential(), options),
            EndpointCredential.Key key => new AzureOpenAIClient(address.Uri, new ApiKeyCredential(key.Value), options),
            _ => new AzureOpenAIClient(address.Uri, new ApiKeyCredential("none"), options),
        };
    }

    private static AuthenticationPolicy Policy(EndpointAddress address, EndpointCredential credential) => credential switch
    {
        EndpointCredential.Entra => new BearerTokenPolicy(EntraCredential(), AzureScope),
        EndpointCredential.Key key when address.Kind == EndpointKind.AzureV1 =>
            ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(key.Value), "api-key"),
        EndpointCredential.Key key => ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key.Value)),
        _ => new NoAuthenticationPolicy(),
    };

    // By name: Azure.Core 1.53 and Azure.Identity 1.17 both define this public type, so that the compiler can tell no one from the other.
    private static TokenCredential EntraCredential() =>
        (TokenCredential)Activator.CreateInstance(
            Type.GetType("Azure.Identity.DefaultAzureCredential, Azure.Identity", throwOnError: true)!,
            bindingAttr: System.Reflection.BindingFlags.CreateInstance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.OptionalParamBinding,
            binder: null, args: [], culture: null)!;

    private static T Bare<T>(T options, HttpClient http)
        where T : ClientPipelineOptions
    {
        options.Transport = new HttpClientPipelineTransport(http);
        options.RetryPolicy = new ClientRetryPolicy(0);
        options.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false };
        return options;
    }

    private sealed class NoAuthenticationPolicy : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNextAsync(message, pipeline, currentIndex);
    }

    // The SDK knows versions by an enum only; the settings may name any.
    private sealed class ApiVersionPolicy(string version) : PipelinePolicy
    {
        private readonly string query = $"api-version={Uri.EscapeDataString(version)}";

        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Set(message);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Set(message);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }

        private void Set(PipelineMessage message) =>
            message.Request.Uri = new UriBuilder(message.Request.Uri!) { Query = query }.Uri;
    }
}
