using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Endpoints;

/// <summary>The composition of this area.</summary>
public static class EndpointServices
{
    /// <summary>The name of the activity source and of the meter, for who listens.</summary>
    public const string TelemetryName = EndpointTelemetry.SourceName;

    internal static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Adds <see cref="EndpointFactory"/> over IHttpClientFactory. <paramref name="keys"/> looks a variable's value up; default the environment.</summary>
    public static IServiceCollection AddEndpoints(this IServiceCollection services, Func<string, string?>? keys = null)
    {
        // The factory's own logging writes URLs and headers for every call; ours says what matters. An endpoint keeps its client for a whole run,
        // so connections are renewed by the handler and not by rotation.
        services.AddHttpClient(EndpointFactory.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(provider => new EndpointFactory(
            provider.GetRequiredService<IHttpClientFactory>(),
            keys ?? Environment.GetEnvironmentVariable,
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        return services;
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false, // A redirect could carry a key to another host.
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxConnectionsPerServer = int.MaxValue, // Admission decides how many.
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ActivityHeadersPropagator = null,
    };
}
