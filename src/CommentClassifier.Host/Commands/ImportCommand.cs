using System.CommandLine;
using System.Globalization;
using CommentClassifier.Dockets;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using Spectre.Console;

namespace CommentClassifier.Host.Commands;

/// <summary><c>import</c>: reads a docket in, again and again without harm.</summary>
internal static class ImportCommand
{
    private const int SkippedShown = 10;

    private static readonly Argument<string[]> Files = new("file-or-folder") { Arity = ArgumentArity.OneOrMore, Description = "Docket files, gzip or not, or folders of API records." };
    private static readonly Option<string> Docket = new("--docket") { Required = true, HelpName = "id", Description = "The docket, such as COLC-2023-0006." };
    private static readonly Option<string> Format = new("--format") { HelpName = "format", Description = "auto, bulk-csv, api-json, csv or jsonl. Default: auto.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string?> IdColumn = new("--id-column") { HelpName = "column", Description = "The column (or property) with the comment's id, for csv and jsonl." };
    private static readonly Option<string?> TextColumn = new("--text-column") { HelpName = "column", Description = "The column (or property) with the text, for csv and jsonl." };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("auto", "bulk-csv", "api-json", "csv", "jsonl");
        var command = new Command("import", "Reads a docket in. Importing again changes nothing that has not changed.\n\nExample: comment-classifier import comments.csv.gz --docket COLC-2023-0006")
        {
            Files, Docket, Format, IdColumn, TextColumn,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var options = new DocketReadOptions
        {
            Format = FormatOf(parsed.GetValue(Format)!),
            IdColumn = parsed.GetValue(IdColumn),
            TextColumn = parsed.GetValue(TextColumn),
            Limits = Settings.Bind<DocketLimits>(session.Configuration, "Import:Limits"),
        };
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var importer = new DocketImporter(store, TimeProvider.System);
            using var counter = new LineCounter(session, "rows read");
            var report = await importer.ImportAsync(new DocketId(parsed.GetValue(Docket)!), parsed.GetValue(Files)!, options, counter, cancellationToken).ConfigureAwait(false);
            counter.Dispose();
            if (session.Json)
            {
                session.WriteJson(report);
            }
            else
            {
                Show(session, report);
            }
        }

        return 0;
    }

    internal static DocketFormat FormatOf(string name) => name switch
    {
        "bulk-csv" => DocketFormat.BulkCsv,
        "api-json" => DocketFormat.ApiJson,
        "csv" => DocketFormat.Csv,
        "jsonl" => DocketFormat.Jsonl,
        _ => DocketFormat.Auto,
    };

    internal static void Show(Session session, ImportReport report)
    {
        var table = Tables.Plain("docket", report.Docket);
        foreach (var (name, count) in Figures(report))
        {
            table.AddRow(name, count.ToString("N0", CultureInfo.InvariantCulture));
        }

        session.Table.Write(table);
        foreach (var row in report.Skipped.Take(SkippedShown))
        {
            session.Output.WriteLine($"  row {row.Row}{(row.Id is null ? "" : $" ({row.Id})")} skipped: {row.Reason}");
        }

        if (report.Skipped.Count > SkippedShown)
        {
            session.Output.WriteLine($"  ... and {report.Skipped.Count - SkippedShown} more; --json lists all.");
        }
    }

    private static IEnumerable<(string Name, long Count)> Figures(ImportReport report) =>
    [
        ("comments read", report.Read),
        ("  imported", report.Imported),
        ("  unchanged", report.Unchanged),
        ("  updated", report.Updated),
        ("  skipped", report.Skipped.Count),
        ("distinct texts", report.DistinctTexts),
        .. report.Campaigns is { } campaigns ? [("campaigns of near-identical texts", campaigns)] : Array.Empty<(string, long)>(),
        ("withdrawn", report.Withdrawn),
        ("attachment only", report.AttachmentOnly),
        ("agency documents", report.Documents),
    ];
}
