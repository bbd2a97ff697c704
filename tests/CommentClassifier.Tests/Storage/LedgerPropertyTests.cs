using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Storage;

public sealed class SqliteLedgerPropertyTests() : LedgerPropertyTests(null);

public sealed class PostgresLedgerPropertyTests(PostgresFixture postgres) : LedgerPropertyTests(postgres);

public abstract class LedgerPropertyTests(PostgresFixture? postgres) : StoreTest(postgres)
{
    private static int cases;

    [Property(MaxTest = 25)]
    public async Task Whatever_happens_in_whatever_order_the_ledger_adds_up_and_a_text_keeps_its_first_label(byte[] steps)
    {
        var docket = new DocketId($"CASE-{Interlocked.Increment(ref cases)}");
        await Store.Dockets.SetTitleAsync(docket, "a case");
        var run = (await Store.Runs.OpenAsync(Spec() with { Docket = docket }, RunKind.Model)).Id;
        var open = new List<PlannedRequest>();
        var firstLabels = new Dictionary<TextId, string>();
        var withdrawn = new HashSet<string>();
        foreach (var step in steps.Take(40))
        {
            await StepAsync(docket, run, step, open, firstLabels, withdrawn);
            await CheckAsync(docket, run, firstLabels, withdrawn);
        }
    }

    private async Task StepAsync(
        DocketId docket, RunId run, byte step, List<PlannedRequest> open, Dictionary<TextId, string> firstLabels, HashSet<string> withdrawn)
    {
        var pick = step / 8;
        switch (step % 8)
        {
            case 0 or 1:
                await Store.Dockets.ImportAsync(docket, Rows(Row($"c{pick % 6}", $"text {pick % 5}")));
                await SeeAsync(run, firstLabels);
                break;
            case 2:
                withdrawn.Add($"c{pick % 6}");
                await Store.Dockets.ImportAsync(docket, Rows(Withdrawn($"c{pick % 6}")));
                break;
            case 3:
                await Store.Runs.SelectAsync(run, new() { Limit = 1 + (pick % 7) });
                await SeeAsync(run, firstLabels);
                break;
            case 4 or 5:
                if (await Store.Runs.PendingAsync(run, 2).Take(1 + (pick % 3)).ToListAsync() is { Count: > 0 } items)
                    open.Add(await PlanAsync(run, items));
                break;
            case 6 when open.Count > 0:
                await Store.Runs.AbandonAsync(run, [open[pick % open.Count].Id]);
                break;
            case 7 when open.Count > 0:
                // Settled requests stay in the list: they come again, as after a crash.
                var request = open[pick % open.Count];
                var state = pick % 4 == 3 ? CommentState.Refused : CommentState.Labelled;
                var label = $"label {firstLabels.Count}";
                var before = await LabelledAsync(run);
                await Store.Runs.SettleAsync(run, [Settled(request, state, label)]);
                foreach (var (text, given) in (await LabelledAsync(run)).ExceptBy(before.Keys, pair => pair.Key))
                    Assert.True(firstLabels.TryAdd(text, given), $"text {text} was labelled twice");
                break;
        }
    }

    // A comment may come to a text, or back to one, that was labelled while no comment of the selection had it.
    private async Task SeeAsync(RunId run, Dictionary<TextId, string> firstLabels)
    {
        foreach (var (text, given) in await LabelledAsync(run))
            firstLabels.TryAdd(text, given);
    }

    private async Task CheckAsync(DocketId docket, RunId run, Dictionary<TextId, string> firstLabels, HashSet<string> withdrawn)
    {
        var summary = await Store.Runs.SummaryAsync(run);
        var rows = await Store.Runs.ExportAsync(run).ToListAsync();
        Assert.Equal(rows.Count, summary.Comments);
        Assert.Equal(summary.Comments, summary.States.Total);
        Assert.Equal((await Store.Dockets.FindAsync(docket))!.Comments, summary.DocketStates.Total);
        foreach (var group in rows.GroupBy(r => r.State))
            Assert.Equal(new StateCounts().With(group.Key, group.Count()), Only(summary.States, group.Key));
        Assert.All(rows.Where(r => r.State == CommentState.Labelled), r => Assert.Equal(firstLabels[r.Text!.Value], Assert.Single(r.Labels).Label));
        Assert.All(rows, r => Assert.Equal(withdrawn.Contains(r.Comment.Value), r.State == CommentState.Withdrawn));
        var pending = await Store.Runs.PendingAsync(run, 2).ToListAsync();
        Assert.Equal(
            rows.Where(r => r.State == CommentState.Pending).Select(r => r.Text!.Value).Distinct().Order(Comparer<TextId>.Create((a, b) => a.Value.CompareTo(b.Value))),
            pending.Select(p => p.Id));
    }

    private async Task<Dictionary<TextId, string>> LabelledAsync(RunId run) => (await Store.Runs.ExportAsync(run).ToListAsync())
        .Where(r => r.State == CommentState.Labelled).DistinctBy(r => r.Text).ToDictionary(r => r.Text!.Value, r => r.Labels.Single().Label);

    private static IAsyncEnumerable<ImportRow> Rows(ImportRow row) => new[] { row }.ToAsyncEnumerable();

    private static StateCounts Only(StateCounts counts, CommentState state) => new StateCounts().With(state, state switch
    {
        CommentState.Labelled => counts.Labelled,
        CommentState.Refused => counts.Refused,
        CommentState.Unreadable => counts.Unreadable,
        CommentState.Withdrawn => counts.Withdrawn,
        _ => counts.Pending,
    });
}
