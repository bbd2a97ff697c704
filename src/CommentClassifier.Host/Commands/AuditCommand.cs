using System.CommandLine;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary><c>audit</c>: the disagreements between people and a run, judged from a terminal.</summary>
internal static class AuditCommand
{
    private static readonly Dictionary<string, VerdictKind> Kinds = new()
    {
        ["human-right"] = VerdictKind.HumanRight,
        ["model-right"] = VerdictKind.ModelRight,
        ["both-defensible"] = VerdictKind.BothDefensible,
        ["codebook-gap"] = VerdictKind.CodebookGap,
        ["agreed"] = VerdictKind.Agreed,
        ["both-wrong"] = VerdictKind.BothWrong,
    };

    private static readonly Option<string> Run = new("--run") { Required = true, HelpName = "run", Description = "The run's id, or the start of it." };
    private static readonly Option<string?> Dimension = new("--dimension") { HelpName = "name", Description = "Only this dimension." };
    private static readonly Option<string?> Pair = new("--pair") { HelpName = "human,machine", Description = "Only this pair of labels; * is any." };
    private static readonly Option<double?> Above = new("--confidence-from") { HelpName = "0..1", Description = "Only at or above this stated confidence." };
    private static readonly Option<double?> Below = new("--confidence-to") { HelpName = "0..1", Description = "Only at or below this stated confidence." };
    private static readonly Option<long?> Campaign = new("--campaign") { HelpName = "key", Description = "Only this campaign." };
    private static readonly Option<double> Controls = new("--controls") { HelpName = "0..1", Description = "The share of the queue that agreeing items take, so that audited accuracy is not biased. Default: 0.2.", DefaultValueFactory = _ => 0.2 };
    private static readonly Option<long> Seed = new("--seed") { HelpName = "n", Description = "Decides order and controls. Default: 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Decided = new("--decided") { Description = "Also those with a verdict." };
    private static readonly Option<int> Limit = new("--limit") { HelpName = "n", Description = "At most so many. Default: 10.", DefaultValueFactory = _ => 10 };
    private static readonly Option<string> Comment = new("--comment") { Required = true, HelpName = "id", Description = "The comment." };
    private static readonly Option<string> Judged = new("--dimension") { Required = true, HelpName = "name", Description = "The dimension." };
    private static readonly Option<string> Verdict = new Option<string>("--verdict") { Required = true, HelpName = string.Join('|', Kinds.Keys), Description = "Who is right." }.AcceptOnlyFromAmong([.. Kinds.Keys]);
    private static readonly Option<string?> Label = new("--label") { HelpName = "label", Description = "The label that should stand, where the verdict does not say." };
    private static readonly Option<string?> Note = new("--note") { HelpName = "text", Description = "Why." };
    private static readonly Option<string?> Coder = new("--coder") { HelpName = "name", Description = "Who judges. Default: the user's name." };
    private static readonly Option<string> Out = new("--out") { Required = true, HelpName = "file", Description = "A .csv or .jsonl file; - is standard output." };

    public static Command Create()
    {
        var list = new Command("list", "Shows what waits for a verdict: disagreements, and agreeing items among them as controls.\n\nExample: comment-classifier audit list --run r-7f3k2a --dimension stance --pair oppose,support") { Run, Dimension, Pair, Above, Below, Campaign, Controls, Seed, Decided, Limit };
        list.SetAction(ListAsync);
        var verdict = new Command("verdict", "Says who is right. Verdicts are kept for ever; the latest counts.\n\nExample: comment-classifier audit verdict --run r-7f3k2a --comment ED-1 --dimension stance --verdict human-right --note irony") { Run, Comment, Judged, Verdict, Label, Note, Coder };
        verdict.SetAction(VerdictAsync);
        var export = new Command("export", "Writes every verdict of a run with both labels.\n\nExample: comment-classifier audit export --run r-7f3k2a --out verdicts.csv") { Run, Out };
        export.SetAction(ExportAsync);
        return new Command("audit", "The disagreements between people and a run.\n\nExample: comment-classifier audit list --run r-7f3k2a") { list, verdict, export };
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var run = await store.FindRunAsync(parsed.GetValue(Run)!, cancellationToken).ConfigureAwait(false);
            var queue = AuditQueue.Of(await AuditSource.ItemsAsync(store, run, cancellationToken).ConfigureAwait(false), Filter(parsed));
            var shown = (parsed.GetValue(Decided) ? queue.Items : queue.Open).Take(parsed.GetValue(Limit)).ToList();
            var codebook = await RunCodebook.OfAsync(store, run, cancellationToken).ConfigureAwait(false);
            var cards = new List<AuditCard>();
            foreach (var item in shown)
            {
                cards.Add(AuditCard.Of(item, codebook, await AuditSource.TextAsync(store, run.Spec.Docket, item.Comment, cancellationToken).ConfigureAwait(false)));
            }

            if (session.Json)
            {
                session.WriteJson(AuditDocument.Of(run, queue, cards));
            }
            else
            {
                AuditView.Write(session, run, queue, cards);
            }
        }

        return 0;
    }

    private static async Task<int> VerdictAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var run = await store.FindRunAsync(parsed.GetValue(Run)!, cancellationToken).ConfigureAwait(false);
            var coder = parsed.GetValue(Coder) is { Length: > 0 } named ? named : Environment.UserName;
            var order = new VerdictOrder(new CommentId(parsed.GetValue(Comment)!), parsed.GetValue(Judged)!, Kinds[parsed.GetValue(Verdict)!], coder)
            {
                Label = parsed.GetValue(Label),
                Note = parsed.GetValue(Note),
            };
            var given = await AuditVerdicts.GiveAsync(store, run, order, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            if (session.Json)
            {
                session.WriteJson(new { run = run.Id.Value, commentId = given.Comment.Value, given.Dimension, verdict = given.Kind, label = given.AdjudicatedLabel, given.Note, given.Coder, given.At });
            }
            else
            {
                session.Output.WriteLine($"{given.Comment} {given.Dimension}: {parsed.GetValue(Verdict)}{(given.AdjudicatedLabel is null ? "" : $", {given.AdjudicatedLabel} stands")}.");
            }
        }

        return 0;
    }

    private static async Task<int> ExportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var path = parsed.GetValue(Out)!;
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var run = await store.FindRunAsync(parsed.GetValue(Run)!, cancellationToken).ConfigureAwait(false);
            var rows = await AuditExport.RowsAsync(store, run, cancellationToken).ConfigureAwait(false);
            var format = path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? ExportFormat.Jsonl : ExportFormat.Csv;
            if (path == "-")
            {
                var output = Console.OpenStandardOutput();
                await using (output.ConfigureAwait(false))
                {
                    await AuditExport.WriteAsync(rows, session.Json ? ExportFormat.Jsonl : format, output, cancellationToken).ConfigureAwait(false);
                }

                return 0;
            }

            await WholeFile.WriteAsync(path, stream => AuditExport.WriteAsync(rows, format, stream, cancellationToken)).ConfigureAwait(false);
            if (session.Json)
            {
                session.WriteJson(new { run = run.Id.Value, file = path, verdicts = rows.Count });
            }
            else
            {
                session.Note($"{Tables.Count(rows.Count)} verdicts in {path}.");
            }
        }

        return 0;
    }

    private static AuditFilter Filter(ParseResult parsed)
    {
        var pair = parsed.GetValue(Pair)?.Split(',', StringSplitOptions.TrimEntries);
        if (pair is { Length: not 2 })
        {
            throw new ExpectedException($"--pair {parsed.GetValue(Pair)}: write two labels with a comma, the human one first; * is any.", 2);
        }

        if (parsed.GetValue(Controls) is not (>= 0 and < 1))
        {
            throw new ExpectedException("--controls is a share from 0 to below 1.", 2);
        }

        return new AuditFilter
        {
            Dimension = parsed.GetValue(Dimension),
            Human = pair?[0] is "*" or "" ? null : pair?[0],
            Machine = pair?[1] is "*" or "" ? null : pair?[1],
            ConfidenceFrom = parsed.GetValue(Above),
            ConfidenceTo = parsed.GetValue(Below),
            Campaign = parsed.GetValue(Campaign),
            ControlShare = parsed.GetValue(Controls),
            Seed = parsed.GetValue(Seed),
        };
    }
}
