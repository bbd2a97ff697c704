using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Commands;

/// <summary><c>run</c>: classifies what is selected; the same command resumes.</summary>
internal static class RunCommand
{
    private static readonly Option<decimal?> Budget = new("--budget") { HelpName = "usd", Description = "The most the run may cost in US dollars, in all its life. Stops before it is broken; resumable." };
    private static readonly Option<bool> Again = new("--again") { Description = "A new replicate: asks everything again, past the cache." };
    private static readonly Option<bool> NoCache = new("--no-cache") { Description = "Do not use answers bought before." };
    private static readonly Option<bool> RetryFailures = new("--retry-failures") { Description = "Ask those again that were refused, filtered or invalid." };

    private static readonly Option<string?> Control = new("--control") { HelpName = "share", Description = "Ask this share of the comments again, one a request and past the cache (2% or 0.02), and report how far labels given in company agree." };

    public static Command Create()
    {
        var inputs = new RunInputs();
        var command = new Command("run", "Classifies what is selected. The same command resumes a run that was stopped, killed or ran out of budget.\n\nExample: comment-classifier run --docket COLC-2023-0006 --prompt ai-copyright@v2 --model gpt-4.1-mini --endpoint openai --budget 20");
        inputs.AddTo(command);
        foreach (var option in new Option[] { Budget, Again, NoCache, RetryFailures, Control })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, inputs, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, RunInputs inputs, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        if (parsed.GetValue(Budget) is < 0 and var negative)
        {
            throw new ExpectedException($"--budget is {negative.ToString(CultureInfo.InvariantCulture)}; it must be 0 or more US dollars.", 2);
        }

        using var atOnce = new CancellationTokenSource();
        using var interrupts = SecondInterrupt(atOnce);
        var options = inputs.Options(parsed) with
        {
            BudgetUsd = parsed.GetValue(Budget),
            Again = parsed.GetValue(Again),
            UseCache = !parsed.GetValue(NoCache),
            RetryFailures = parsed.GetValue(RetryFailures),
            ControlShare = Share(parsed.GetValue(Control)),
            EndAtOnce = atOnce.Token,
        };
        var endpoint = inputs.Endpoint(parsed, session);
        var prompts = session.LoadPrompts();
        using var telemetry = TelemetryExport.Start(session.Configuration);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var planned = await new RunPlanner(store, prompts).PlanAsync(inputs.Order(parsed, endpoint), cancellationToken).ConfigureAwait(false);
            foreach (var warning in planned.Warnings)
            {
                session.Note(warning);
            }

            var client = await EndpointClient.ConnectAsync(store, endpoint, planned.Plan.Spec.Model, prompts, session.Verbose, cancellationToken).ConfigureAwait(false);
            await using (client.ConfigureAwait(false))
            {
                using var bar = new RunBar(session);
                using var asked = cancellationToken.Register(() => bar.Say($"Stopping: what is in flight is settled first, which takes {options.DrainTime.TotalSeconds:0} s at most. Ctrl-C again ends at once."));
                var classifier = new Classifier(store, client.Endpoint, client.Settings, TimeProvider.System);
                var result = await classifier.RunAsync(planned.Plan, options, bar, cancellationToken).ConfigureAwait(false);
                bar.Dispose();
                await ReportAsync(session, result).ConfigureAwait(false);
                if (options.ControlShare > 0 && result is { End.Stop: RunStop.Completed, Control: null })
                {
                    session.Note("--control found nothing to ask again: no label of this run was given in company, or the draw took none.");
                }

                if (client.Endpoint.Snapshot.ShortPrompts is > 0 and var cut)
                {
                    session.Note(string.Create(CultureInfo.InvariantCulture,
                        $"The endpoint counted less than half of the prompt's tokens in {cut} answers: it may cut long prompts without a word. Raise its context (Ollama: num_ctx), set {client.Settings.SettingName(nameof(EndpointOptions.ContextWindow))} to it, and run again with --again."));
                }

                return result.End.ExitCode;
            }
        }
    }

    // The first interrupt is the command line's own, which cancels; the handler library lets no second one through.
    private static PosixSignalRegistration SecondInterrupt(CancellationTokenSource atOnce)
    {
        var seen = 0;
        return PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref seen) > 1)
            {
                atOnce.Cancel();
            }
        });
    }

    private static double Share(string? text)
    {
        if (text is null)
        {
            return 0;
        }

        var percent = text.EndsWith('%');
        return double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= (percent ? 100 : 1)
            ? percent ? value / 100 : value
            : throw new ExpectedException($"--control {text}: write a share such as 2% or 0.02.", 2);
    }

    private static async Task ReportAsync(Session session, RunResult result)
    {
        if (result.End.ExitCode == 1 && result.Summary.States.Labelled == 0)
        {
            // Nothing came of it: one line says so, and there is no ledger worth reading.
        }
        else if (session.Json)
        {
            session.WriteJson(RunDocument.Of(result.Summary, result.Seconds, result.Control));
        }
        else
        {
            Show(session, result.Summary, result.Seconds, result.Control);
        }

        if (result.End.Message.Length > 0)
        {
            var resumable = result.End.ExitCode == 3 || (result.End.Stop == RunStop.Unavailable && result.Summary.States.Labelled > 0) ? " The same command goes on from here." : "";
            await session.Error.WriteLineAsync($"{result.End.Message.ReplaceLineEndings(" ").TrimEnd()}{resumable}").ConfigureAwait(false);
        }
    }

    internal static void Show(Session session, RunSummary summary, double? seconds, ControlReport? control = null)
    {
        var spec = summary.Run.Spec;
        var table = Tables.Plain($"run {summary.Run.Id}", $"{spec.Prompt}, {spec.Model}");
        table.Row("comments selected", Tables.Count(summary.Comments));
        foreach (var state in Enum.GetValues<CommentState>().OrderBy(s => s == CommentState.Pending))
        {
            var count = summary.States.Of(state);
            if (count > 0 || state is CommentState.Labelled or CommentState.Pending)
            {
                table.Row($"  {state.ToString().ToLowerInvariant()}", Tables.Count(count));
            }
        }

        table.Row("requests (retries)", $"{Tables.Count(summary.Requests)} ({Tables.Count(summary.Retries)})");
        table.Row("texts from the cache", Tables.Count(summary.Cached));
        table.Row("tokens in, out", $"{Tables.Count(summary.PromptTokens)}, {Tables.Count(summary.CompletionTokens)}");
        table.Row("cost", Tables.Usd(summary.CostUsd));
        if (seconds is { } timed)
        {
            table.Row("seconds", timed.ToString("0.0", CultureInfo.InvariantCulture));
        }

        session.Table.Write(table);
        if (control is not null)
        {
            ControlTable.Show(session, control);
        }

        if (summary.Run.Kind == RunKind.Keywords)
        {
            session.Output.WriteLine("offline-keywords is not a language model: these labels show how the tool works, not what the comments say.");
        }
    }
}
