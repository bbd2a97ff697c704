using System.CommandLine;
using CommentClassifier.Dockets;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary><c>labels import</c>: a coded sample.</summary>
internal static class LabelsCommand
{
    private static readonly Argument<string> File = new("file") { Description = "CSV: comment_id, coder, one column a dimension; stratum and weight are optional." };
    private static readonly Option<string> Docket = new("--docket") { Required = true, HelpName = "id", Description = "The docket." };

    public static Command Create()
    {
        var import = new Command("import", "Reads a coded sample in. Importing again adds only what changed; the history stays.\n\nExample: comment-classifier labels import labels.csv --docket COLC-2023-0006") { File, Docket };
        import.SetAction(ImportAsync);
        return new Command("labels", "Labels that people gave.\n\nExample: comment-classifier labels import labels.csv --docket COLC-2023-0006") { import };
    }

    private static async Task<int> ImportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var prompts = Directory.Exists(session.PromptFolder) ? session.LoadPrompts() : null;
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var importer = new LabelImporter(store, prompts, TimeProvider.System);
            var report = await importer.ImportAsync(parsed.GetValue(File)!, new DocketId(parsed.GetValue(Docket)!), cancellationToken).ConfigureAwait(false);
            foreach (var column in report.UnknownDimensions)
            {
                session.Note($"Column {column} is a dimension of no codebook in '{session.PromptFolder}': it is stored, but no run can be measured by it.");
            }

            if (session.Json)
            {
                session.WriteJson(report);
                return await ExitAsync(session, report).ConfigureAwait(false);
            }

            var table = Tables.Plain("labels", report.Docket);
            table.Row("rows read", Tables.Count(report.Read));
            table.Row("labels imported", Tables.Count(report.Imported));
            table.Row("rows of unknown comments", Tables.Count(report.UnknownComments));
            table.Row("coders", string.Join(", ", report.Coders));
            session.Table.Write(table);
            foreach (var unknown in report.UnknownLabels)
            {
                session.Output.WriteLine($"  {unknown}");
            }

            return await ExitAsync(session, report).ConfigureAwait(false);
        }
    }

    /// <summary>What could be stored is stored; a label that no codebook knows still ends with 1, so that a script notices.</summary>
    private static async Task<int> ExitAsync(Session session, LabelImportReport report)
    {
        if (report.UnknownLabels.Count == 0)
        {
            return 0;
        }

        await session.Error.WriteLineAsync(
            $"{report.UnknownLabels.Count} label{(report.UnknownLabels.Count == 1 ? " was" : "s were")} left out: {report.UnknownLabels[0]}. Mend the file (or the codebook) and import it again.").ConfigureAwait(false);
        return 1;
    }
}
