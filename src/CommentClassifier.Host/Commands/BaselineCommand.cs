using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Runs;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Commands;

/// <summary><c>baseline</c>: a floor that a language model must beat.</summary>
internal static class BaselineCommand
{
    private static readonly Option<string> Docket = new("--docket") { Required = true, HelpName = "id", Description = "The docket; some of it must be coded." };
    private static readonly Option<string?> Dimension = new("--dimension") { HelpName = "name", Description = "Only this dimension. Default: every one that people coded." };
    private static readonly Option<int> Folds = new("--folds") { HelpName = "n", Description = "Into how many parts the sample is cut, 2 to 20; each is labelled by a model of the others. Default: 5.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Seed = new("--seed") { HelpName = "s", Description = "The same seed gives the same labels. Default: 1.", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("baseline", "Trains a bag-of-words classifier on the coded sample and labels it, no comment by a model that saw its label or an identical text, and records that as a run. compare then shows what a language model adds.\n\nExample: comment-classifier baseline --docket COLC-2023-0006") { Docket, Dimension, Folds, Seed };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (folds, seed) = (parsed.GetValue(Folds), parsed.GetValue(Seed));
        if (folds is < 2 or > 20 || seed < 0)
        {
            throw new ExpectedException("--folds must be 2 to 20 and --seed 0 or more.", 2);
        }

        var session = Session.From(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var docket = new DocketId(parsed.GetValue(Docket)!);
            var result = await new Baseline(store, TimeProvider.System).RunAsync(new BaselineOrder(docket, parsed.GetValue(Dimension), folds, seed), cancellationToken).ConfigureAwait(false);
            var data = await AgreementSources.OfRunAsync(store, result.Summary.Run, new MeasureOptions(), cancellationToken).ConfigureAwait(false);
            var agreement = data.Measure();
            if (session.Json)
            {
                var node = JsonSerializer.SerializeToNode(RunDocument.Of(result.Summary, result.Seconds), Session.JsonOptions)!.AsObject();
                node["majority"] = JsonSerializer.SerializeToNode(result.Majority, Session.JsonOptions);
                node["agreement"] = JsonSerializer.SerializeToNode(
                    agreement.Dimensions.Select(d => new { d.Name, d.Items, d.CohenKappa, d.PercentAgreement, d.MacroF1 }), AgreementJson.Options);
                session.Output.WriteLine(node.ToJsonString(Session.JsonOptions));
                return 0;
            }

            Show(session, result, agreement);
            await SuggestAsync(session, store, result.Summary.Run, cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private static void Show(Session session, BaselineResult result, AgreementDocument agreement)
    {
        session.Output.WriteLine($"Run {result.Summary.Run.Id}: {Baseline.Model} labelled {Tables.Count(result.Summary.States.Labelled)} coded comments in {result.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s, each by a model that saw neither its label nor an identical text.");
        var table = Tables.Of("dimension", "labels by", "#kappa", "#95 % interval", "#same label", "#macro-F1");
        foreach (var d in agreement.Dimensions)
        {
            var majority = result.Majority.First(m => m.Dimension == d.Name);
            var interval = d.CohenKappa is { CiLow: { } low, CiHigh: { } high } ? string.Create(CultureInfo.InvariantCulture, $"{low:0.00} – {high:0.00}") : "–";
            table.Row(d.Name, Baseline.Model, Tables.Figure(d.CohenKappa?.Value), interval, Tables.Figure(d.PercentAgreement?.Value), Tables.Figure(d.MacroF1?.Value));
            table.Row("", $"always \"{majority.Label}\"", "0.000", "–", Tables.Figure(majority.Of == 0 ? null : majority.Comments / (double)majority.Of), "");
        }

        session.Table.Write(table);
        session.Output.WriteLine("A language model is worth its price where it beats these.");
    }

    private static async Task SuggestAsync(Session session, Store store, RunRecord baseline, CancellationToken cancellationToken)
    {
        var others = (await store.Runs.ListAsync(baseline.Spec.Docket, cancellationToken).ConfigureAwait(false)).Where(r => r.Run.Kind != RunKind.Baseline && r.States.Labelled > 0).Take(3).ToList();
        if (others.Count > 0)
        {
            session.Note($"Set it beside the others: comment-classifier compare {baseline.Id} {string.Join(' ', others.Select(r => r.Run.Id.Value))}");
        }
    }
}
