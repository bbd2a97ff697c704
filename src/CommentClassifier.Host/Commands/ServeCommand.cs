using System.CommandLine;
using CommentClassifier.Host.Service;

namespace CommentClassifier.Host.Commands;

/// <summary><c>serve</c>: the service with its desk, its REST API and the worker that runs what is queued.</summary>
internal static class ServeCommand
{
    private static readonly Option<string[]> Urls = new("--urls")
    {
        HelpName = "url",
        Description = $"Where to listen. Default: {ServiceSettings.DefaultUrl}. Beyond loopback people must sign in: see users add.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        var command = new Command("serve", "Starts the service: the desk in a browser, the REST API, and the worker that runs what is queued.\n\nExample: comment-classifier serve --urls http://127.0.0.1:5080") { Urls };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var urls = (parsed.GetValue(Urls) ?? []).SelectMany(u => u.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var settings = ServiceSettings.From(session.Configuration, urls, Path.GetFullPath(session.PromptFolder), session.Verbose);
        using var telemetry = TelemetryExport.Start(session.Configuration);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var app = await ServiceHost.BuildAsync(settings, store, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            await using (app.ConfigureAwait(false))
            {
                await ServiceHost.StartAsync(app, cancellationToken).ConfigureAwait(false);
                session.Note($"The desk is at {string.Join(" and ", app.Urls)}; the store is {store.Description}. Ctrl-C stops it; runs go on when it starts again.");
                await ServiceHost.WaitAsync(app, cancellationToken).ConfigureAwait(false);
            }
        }

        return 0;
    }
}
