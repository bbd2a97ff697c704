using System.CommandLine;
using CommentClassifier.Dockets;
using CommentClassifier.Reports;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Commands;

/// <summary><c>sample</c>: draws comments to code, with inclusion weights; <c>sample plan</c> says how many it takes.</summary>
internal static class SampleCommand
{
    private static readonly Option<string> Docket = new("--docket") { Required = true, HelpName = "id", Description = "The docket." };
    private static readonly Option<int> Size = new("--size") { Required = true, HelpName = "n", Description = "How many comments; more than there are gives all. sample plan helps to choose." };
    private static readonly Option<string?> Design = new("--design") { HelpName = "simple|stratified", Description = "simple: every comment has the same chance. stratified: rare labels of a run are drawn more often and weighted down. Default: stratified with --by, else simple." };
    private static readonly Option<string?> By = new("--by") { HelpName = "run:<run>/<dimension>", Description = "The strata: what this run said in this dimension." };
    private static readonly Option<int?> Floor = new("--floor") { HelpName = "n", Description = "The least from each stratum, or all it has. Default: 20." };
    private static readonly Option<long> Seed = new("--seed") { HelpName = "s", Description = "The same seed draws the same comments. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Prompt = new("--prompt") { HelpName = "name@version", Description = "Its codebook's dimensions become the columns to fill in. Default: those of the run, else those coded before." };
    private static readonly Option<string?> Dimension = new("--dimension") { HelpName = "a,b", Description = "The columns to fill in, by name." };
    private static readonly Option<bool> Blind = new("--blind") { Description = "Leave stratum and weight out of the file, so that coders do not see what the machine said; the store keeps them." };
    private static readonly Option<string> Out = new("--out") { Required = true, HelpName = "file", Description = "Where the CSV goes; fill in coder and labels, then: labels import." };

    public static Command Create()
    {
        var command = new Command("sample", "Draws comments for people to code and keeps their inclusion weights, so that figures from the sample speak for the docket.\n\nExamples:\n  comment-classifier sample --docket COLC-2023-0006 --size 300 --out sample.csv\n  comment-classifier sample --docket COLC-2023-0006 --size 300 --by run:r-7f3k2a/stance --floor 30 --out sample.csv\n  comment-classifier sample plan --width 0.03 --share 0.85") { SamplePlanCommand.Create() };
        foreach (var option in new Option[] { Docket, Size, Design, By, Floor, Seed, Prompt, Dimension, Blind, Out })
        {
            command.Options.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (size, seed, floor, by) = (parsed.GetValue(Size), parsed.GetValue(Seed), parsed.GetValue(Floor) ?? 20, parsed.GetValue(By));
        if (size < 1 || seed < 0 || floor < 0)
        {
            throw new ExpectedException("--size must be 1 or more, --seed and --floor 0 or more.", 2);
        }

        var design = parsed.GetValue(Design) ?? (by is null ? "simple" : "stratified");
        if (design is not ("simple" or "stratified") || (design == "stratified") != by is not null)
        {
            throw new ExpectedException("--design is simple, or stratified with --by run:<run>/<dimension>.", 2);
        }

        if (design == "simple" && parsed.GetValue(Floor) is not null)
        {
            throw new ExpectedException("--floor speaks of strata; a simple sample has none.", 2);
        }

        var session = Session.From(parsed);
        var columns = parsed.GetValue(Dimension)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? (parsed.GetValue(Prompt) is { } prompt ? [.. session.LoadPrompts().Get(prompt).Codebook.Dimensions.Select(d => d.Name)] : null);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var docket = new DocketId(parsed.GetValue(Docket)!);
            var order = await StrataAsync(store, new SampleOrder(docket, size, (ulong)seed) { Floor = floor, Dimensions = columns }, by, cancellationToken).ConfigureAwait(false);
            var sample = await SampleDrawing.DrawAsync(store, order, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            var file = parsed.GetValue(Out)!;
            using (var writer = new StreamWriter(file))
            {
                SampleDrawing.Write(sample, writer, parsed.GetValue(Blind));
            }

            Report(session, sample, file, docket);
            if (order.By is not null && !parsed.GetValue(Blind))
            {
                session.Note("The file's stratum is what the machine said; --blind leaves it out, so that coders judge for themselves.");
            }
        }

        return 0;
    }

    private static void Report(Session session, DrawnSample sample, string file, DocketId docket)
    {
        var plan = sample.Draw.Plan;
        if (session.Json)
        {
            session.WriteJson(new
            {
                sample = sample.Id,
                plan.Size,
                plan.Design,
                sample.Draw.Seed,
                sample.Dimensions,
                file,
                strata = plan.Strata.Select(s => new { s.Stratum, s.Population, s.Drawn, s.Weight }),
            });
            return;
        }

        var table = Tables.Of("stratum", "#comments", "#drawn", "#weight");
        foreach (var stratum in plan.Strata)
        {
            table.Row(stratum.Stratum, Tables.Count(stratum.Population), Tables.Count(stratum.Drawn), Tables.Figure(stratum.Weight, "0.00"));
        }

        session.Table.Write(table);
        session.Output.WriteLine($"{Tables.Count(plan.Size)} comments to code are in {file} (sample {sample.Id}). Fill in coder and {string.Join(", ", sample.Dimensions)}, then: comment-classifier labels import {file} --docket {docket}");
    }

    private static async Task<SampleOrder> StrataAsync(Store store, SampleOrder order, string? by, CancellationToken cancellationToken)
    {
        if (by is null)
        {
            return order;
        }

        var written = by.StartsWith("run:", StringComparison.Ordinal) ? by[4..] : by;
        var slash = written.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == written.Length - 1)
        {
            throw new ExpectedException($"--by {by}: write run:<run>/<dimension>, such as run:r-7f3k2a/stance.", 2);
        }

        var run = await store.FindRunAsync(written[..slash], cancellationToken).ConfigureAwait(false);
        return run.Spec.Docket == order.Docket
            ? order with { By = run, Dimension = written[(slash + 1)..] }
            : throw new ExpectedException($"Run {run.Id} is of docket {run.Spec.Docket}, not {order.Docket}.", 2);
    }
}
