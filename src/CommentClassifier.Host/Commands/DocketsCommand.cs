using System.CommandLine;

namespace CommentClassifier.Host.Commands;

/// <summary><c>dockets</c>: what is in the store.</summary>
internal static class DocketsCommand
{
    public static Command Create()
    {
        var command = new Command("dockets", "Lists what is in the store.\n\nExample: comment-classifier dockets");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var dockets = await store.Dockets.ListAsync(cancellationToken).ConfigureAwait(false);
            if (session.Json)
            {
                session.WriteJson(dockets.Select(d => new { docket = d.Docket.Value, d.Title, d.Comments, d.DistinctTexts, d.Withdrawn, d.AttachmentOnly, d.CodedBy }));
                return 0;
            }

            if (dockets.Count == 0)
            {
                session.Output.WriteLine("No docket yet. Import one: comment-classifier import <file> --docket <id>");
                return 0;
            }

            var table = Tables.Of("docket", "title", "#comments", "#distinct texts", "#withdrawn", "#attachment only", "coded by");
            foreach (var d in dockets)
            {
                table.Row(d.Docket.Value, d.Title ?? "", Tables.Count(d.Comments), Tables.Count(d.DistinctTexts), Tables.Count(d.Withdrawn), Tables.Count(d.AttachmentOnly), string.Join(", ", d.CodedBy));
            }

            session.Table.Write(table);
        }

        return 0;
    }
}
