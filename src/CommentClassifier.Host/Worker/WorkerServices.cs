using CommentClassifier.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommentClassifier.Host.Worker;

/// <summary>The composition of the worker.</summary>
internal static class WorkerServices
{
    public static void AddWorker(this IServiceCollection services)
    {
        services.AddSingleton<RunQueue>().AddSingleton<RunBoard>().AddSingleton<EndpointPool>().AddSingleton<RunJob>();
        services.AddHostedService<RunWorker>();
        services.AddHostedService<Service.WarmUp>();

        // The worker drains what is in flight; the host waits for it.
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45));
    }
}
