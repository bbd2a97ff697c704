using System.CommandLine;
using System.Diagnostics;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary><c>report</c>: one self-contained HTML file.</summary>
internal static class ReportCommand
{
    private static readonly Option<string> Run = new("--run") { Required = true, HelpName = "run", Description = "The run's id, or the start of it." };
    private static readonly Option<string> Out = new("--out") { Required = true, HelpName = "file.html", Description = "The file; one that exists is replaced." };

    public static Command Create()
    {
        var command = new Command("report", "Writes one HTML file that opens offline: shares with intervals, agreement with people, what failed and why.\n\nExample: comment-classifier report --run r-7f3k2a --out report.html") { Run, Out };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var path = parsed.GetValue(Out)!;
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var run = await store.FindRunAsync(parsed.GetValue(Run)!, cancellationToken).ConfigureAwait(false);
            var clock = Stopwatch.StartNew();
            var report = await DocketReportBuilder.OfAsync(store, run, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            await WholeFile.WriteAsync(path, stream => ReportFile.WriteAsync(report, stream, cancellationToken)).ConfigureAwait(false);
            if (session.Json)
            {
                session.WriteJson(new { run = run.Id.Value, file = path, headline = report.Headline, seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) });
            }
            else
            {
                session.Output.WriteLine(report.Headline);
                session.Note($"The report is in {path}; open it in a browser.");
            }
        }

        return 0;
    }
}
