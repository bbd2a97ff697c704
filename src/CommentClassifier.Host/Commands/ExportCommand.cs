using System.CommandLine;
using System.Diagnostics;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary><c>export</c>: one row a comment with labels and provenance.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Run = new("--run") { Required = true, HelpName = "run", Description = "The run's id, or the start of it." };
    private static readonly Option<string?> Format = new Option<string?>("--format") { HelpName = "csv|jsonl", Description = "Default: by the file's name, else jsonl." }.AcceptOnlyFromAmong("csv", "jsonl");
    private static readonly Option<string> Out = new("--out") { Required = true, HelpName = "file", Description = "Where to; - is standard output. A file that exists is replaced once everything is written." };

    public static Command Create()
    {
        var command = new Command("export", "Writes a run's labels with their provenance, one row a comment.\n\nExample: comment-classifier export --run r-7f3k2a --format csv --out labels.csv") { Run, Format, Out };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var path = parsed.GetValue(Out)!;
        var name = parsed.GetValue(Format) ?? (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "csv" : "jsonl");
        var format = name == "csv" ? ExportFormat.Csv : ExportFormat.Jsonl;
        if (path == "-" && session.Json)
        {
            throw new ExpectedException("--json and --out - both want standard output; choose one.", 2);
        }

        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var run = await store.FindRunAsync(parsed.GetValue(Run)!, cancellationToken).ConfigureAwait(false);
            var clock = Stopwatch.StartNew();
            var rows = 0L;
            if (path == "-")
            {
                var output = Console.OpenStandardOutput();
                await using (output.ConfigureAwait(false))
                {
                    await RunExport.WriteAsync(store, run, format, output, cancellationToken).ConfigureAwait(false);
                }

                return 0;
            }

            await WholeFile.WriteAsync(path, async stream => rows = await RunExport.WriteAsync(store, run, format, stream, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            if (session.Json)
            {
                session.WriteJson(new { run = run.Id.Value, file = path, format = name, rows, seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) });
            }
            else
            {
                session.Note($"{Tables.Count(rows)} comments of run {run.Id} in {path}.");
            }
        }

        return 0;
    }
}
