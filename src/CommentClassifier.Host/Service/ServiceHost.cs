using CommentClassifier.Host.Api;
using CommentClassifier.Host.Desk;
using CommentClassifier.Host.Desk.Pages;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Worker;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Host.Service;

/// <summary>The whole composition of the service.</summary>
internal static class ServiceHost
{
    private const long MultipartOverhead = 64 * 1024;

    /// <summary>Puts the service together; nothing listens yet. The store stays the caller's.</summary>
    /// <exception cref="ExpectedException">It would be reachable from other machines without sign-in.</exception>
    public static async Task<WebApplication> BuildAsync(ServiceSettings settings, Store store, TimeProvider time, CancellationToken cancellationToken = default)
    {
        await SignInRules.RequireSignInBeyondLoopbackAsync(settings, store, cancellationToken).ConfigureAwait(false);

        // The content root is where the program lies and not where it was started: pages and scripts are found from any folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = "comment-classifier",
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxUploadBytes + MultipartOverhead;
        });
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("AllowedHosts", (string?)string.Join(';', settings.AllowedHosts))]);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(settings.Verbose ? LogLevel.Debug : LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddSingleton(settings).AddSingleton(store).AddSingleton(time);
        builder.Services.AddSingleton<PromptShelf>().AddSingleton<EndpointShelf>().AddSingleton<RunOrders>().AddSingleton<Uploads>().AddSingleton<CommentBrowser>();
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = settings.MaxUploadBytes);
        builder.Services.AddWorker();
        builder.Services.AddApi();
        builder.Services.AddDesk();
        builder.Services.AddPages();
        builder.Services.AddPeople(settings);

        var app = builder.Build();
        app.UseSafeHeaders();
        app.UseErrors();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapDesk();
        app.MapPages();
        app.MapApi();
        if (SignInRules.HasOpenId(settings))
        {
            app.MapOpenId();
        }

        return app;
    }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ExpectedException">The address is taken.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw new ExpectedException($"{failure.Message} Choose another with --urls.", inner: failure);
        }
    }

    /// <summary>Ends when the service was asked to stop and what was in flight has been settled.</summary>
    public static async Task WaitAsync(WebApplication app, CancellationToken cancellationToken)
    {
        // The cancellation is how a stop is asked for; the shutdown itself is not to be cut short by it.
        using var stop = cancellationToken.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
