using System.CommandLine;
using System.Globalization;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Host.Commands;

/// <summary><c>simulate</c>: the built-in endpoint on its own, so that a run's time and cost can be rehearsed before they are paid for.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var inputs = new SimulatorInputs();
        var command = new Command("simulate", "Serves the built-in endpoint with limits, latency and faults on request; Ctrl-C stops it. The first line is its base URL.\n\nExample: comment-classifier simulate --rpm 600 --tpm 200000 --latency 800 --latency-sigma 0.4 --fault error500=0.02") { SimulateDocketCommand.Create() };
        inputs.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, inputs, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SimulatorInputs inputs, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var options = inputs.Options(parsed);
        LabelSource? labels = null;
        if (Directory.Exists(session.PromptFolder))
        {
            labels = OfflineLabels.From(session.LoadPrompts());
        }
        else
        {
            session.Note($"There is no folder {session.PromptFolder}: labels are picked by a hash of the text, not by cue words (--prompts).");
        }

        var server = await SimulatorServer.StartAsync(options, labels, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            if (session.Json)
            {
                session.WriteJson(new { baseUrl = server.BaseUrl, options });
            }
            else
            {
                session.Output.WriteLine(server.BaseUrl);
            }

            await session.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
            await UntilCancelledAsync(cancellationToken).ConfigureAwait(false);
            var seen = server.Counters;
            session.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{seen.Requests:N0} requests, {seen.Answered:N0} answered, {seen.RateLimited:N0} refused for rate, {seen.Faults:N0} faults, {seen.PromptTokens:N0} tokens in, {seen.CompletionTokens:N0} out, at most {seen.PeakInFlight:N0} at once."));
        }

        return 0;
    }

    private static async Task UntilCancelledAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(stopped.SetResult))
        {
            await stopped.Task.ConfigureAwait(false);
        }
    }
}
