using System.CommandLine;
using System.Globalization;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary><c>runs</c> and <c>runs show</c>: all runs, or one with its ledger and failures.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "The run's id, or the start of it." };
    private static readonly Option<int> Failures = new("--failures") { HelpName = "n", Description = "At most so many failures. Default: 20.", DefaultValueFactory = _ => 20 };

    public static Command Create()
    {
        var show = new Command("show", "Shows one run: its ledger, what it cost, what failed and why.\n\nExample: comment-classifier runs show r-7f3k2a") { Run, Failures };
        show.SetAction(ShowAsync);
        var command = new Command("runs", "Lists the runs, or shows one.\n\nExample: comment-classifier runs") { show };
        command.SetAction(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var runs = await store.Runs.ListAsync(null, cancellationToken).ConfigureAwait(false);
            if (session.Json)
            {
                session.WriteJson(runs.Select(run => RunDocument.Of(run)));
                return 0;
            }

            if (runs.Count == 0)
            {
                session.Output.WriteLine("No run yet. Start one: comment-classifier run --docket <id> --prompt <name@version> --model offline-keywords");
                return 0;
            }

            var table = Tables.Of("run", "docket", "prompt", "model", "#comments", "#labelled", "#pending", "#failed", "#cost", "started");
            foreach (var run in runs)
            {
                table.Row(
                    run.Run.Id.Value, run.Run.Spec.Docket.Value, run.Run.Spec.Prompt, run.Run.Spec.Model, Tables.Count(run.Comments),
                    Tables.Count(run.States.Labelled), Tables.Count(run.States.Pending), Tables.Count(run.States.Failed), Tables.Usd(run.CostUsd),
                    run.Run.CreatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            }

            session.Table.Write(table);
        }

        return 0;
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var run = await store.FindRunAsync(parsed.GetValue(Run)!, cancellationToken).ConfigureAwait(false);
            var summary = await store.Runs.SummaryAsync(run.Id, cancellationToken).ConfigureAwait(false);
            var failures = await store.Runs.FailuresAsync(run.Id, parsed.GetValue(Failures), cancellationToken).ConfigureAwait(false);
            var control = ControlReport.Of(await store.Runs.ControlsAsync(run.Id, cancellationToken).ConfigureAwait(false));
            if (session.Json)
            {
                session.WriteJson(new
                {
                    run = RunDocument.Of(summary, control: control),
                    failures = failures.Select(f => new { commentId = f.Comment.Value, state = f.State, f.Reason, f.Reply }),
                });
                return 0;
            }

            RunCommand.Show(session, summary, null, control);
            foreach (var failure in failures)
            {
                session.Output.WriteLine($"  {failure.Comment} {failure.State.ToString().ToLowerInvariant()}: {failure.Reason}");
            }
        }

        return 0;
    }
}
