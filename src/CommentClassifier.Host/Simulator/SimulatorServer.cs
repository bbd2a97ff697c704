using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Host.Simulator;

/// <summary>
/// The built-in endpoint: serves the OpenAI protocol on loopback, with limits, latency and faults on request. It is not a language model;
/// labels come from a <see cref="LabelSource"/>.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private SimulatorServer(WebApplication app, SimulatorHandler handler)
    {
        this.app = app;
        Counters = handler.Counters;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Root = new Uri(address);
    }

    /// <summary>The server's root, for example <c>http://127.0.0.1:5099/</c>.</summary>
    public Uri Root { get; }

    /// <summary>The base URL for OpenAI clients.</summary>
    public Uri BaseUrl => new(Root, "v1");

    /// <summary>What it has seen.</summary>
    public SimulatorCounters Counters { get; }

    /// <summary>Starts it; dispose it to stop. Throws <see cref="ExpectedException"/> when the port is taken or an option is out of range.</summary>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, LabelSource? labels = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        if (options.WindowSeconds is < 0.1 or > 60 || options.Port is < 0 or > 65_535)
        {
            throw new ExpectedException("The simulator's window must be 0.1 to 60 seconds and its port 0 to 65535.", 2);
        }

        var handler = new SimulatorHandler(options, labels, time ?? TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(handler.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new ExpectedException($"The simulator cannot listen on 127.0.0.1:{options.Port}: {e.Message} Choose another port.", 1, e);
        }

        return new SimulatorServer(app, handler);
    }

    /// <summary>Ends when the server does.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(atOnce.Token).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
    }
}
