using System.CommandLine;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Host.Commands;

/// <summary><c>simulate docket</c>: a synthetic docket of any size, with form letters and known truth.</summary>
internal static class SimulateDocketCommand
{
    private static readonly Option<long> Size = new("--size") { Required = true, HelpName = "n", Description = "How many submissions." };
    private static readonly Option<long> Seed = new("--seed") { HelpName = "n", Description = "The same seed gives the same bytes. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Out = new("--out") { Required = true, HelpName = "file", Description = "The docket's file; gzip when its name ends in .gz. The truth goes to <file>.truth.csv." };
    private static readonly Option<string> Docket = new("--docket") { HelpName = "id", Description = "The docket's id. Default: SIM-2026-0001.", DefaultValueFactory = _ => "SIM-2026-0001" };

    public static Command Create()
    {
        var command = new Command("docket", "Writes a synthetic docket in the columns of the bulk download: individual texts, form letters with variants, withdrawn and attachment-only ones. What is true of each (stance and sentiment as in the prompt proposed-rule) goes beside it, ready for labels import.\n\nExample: comment-classifier simulate docket --size 100000 --seed 7 --out big.csv.gz")
        {
            Size, Seed, Out, Docket,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var size = parsed.GetValue(Size);
        if (size is < 1 or > 100_000_000)
        {
            throw new ExpectedException($"--size is {size}; it must be 1 to 100,000,000.", 2);
        }

        var file = parsed.GetValue(Out)!;
        using var counter = new LineCounter(session, "rows written");
        var tally = await SyntheticDocket.WriteAsync(file, size, parsed.GetValue(Seed), parsed.GetValue(Docket)!, counter, cancellationToken).ConfigureAwait(false);
        counter.Dispose();
        if (session.Json)
        {
            session.WriteJson(new { file, truth = SyntheticDocket.TruthFile(file), docket = parsed.GetValue(Docket), tally.Comments, tally.FormLetters, tally.Campaigns, tally.Withdrawn, tally.AttachmentOnly, tally.Coded });
            return 0;
        }

        var table = Tables.Plain(file, parsed.GetValue(Docket)!);
        table.Row("comments", Tables.Count(tally.Comments));
        table.Row($"  copies of {tally.Campaigns} form letters", Tables.Count(tally.FormLetters));
        table.Row("  withdrawn", Tables.Count(tally.Withdrawn));
        table.Row("  attachment only", Tables.Count(tally.AttachmentOnly));
        table.Row("truth known", Tables.Count(tally.Coded));
        session.Table.Write(table);
        session.Note($"Next: comment-classifier import {file} --docket {parsed.GetValue(Docket)}; comment-classifier labels import {SyntheticDocket.TruthFile(file)} --docket {parsed.GetValue(Docket)}");
        return 0;
    }
}
