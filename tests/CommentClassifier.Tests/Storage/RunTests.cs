using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Tests.Storage;

public sealed class SqliteRunTests() : RunTests(null);

public sealed class PostgresRunTests(PostgresFixture postgres) : RunTests(postgres);

public abstract class RunTests(PostgresFixture? postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task The_same_specification_resumes_and_again_makes_a_replicate()
    {
        await ImportAsync(Row("a", "one"));
        var first = await Store.Runs.OpenAsync(Spec(), RunKind.Model);
        var same = await Store.Runs.OpenAsync(Spec(), RunKind.Model);
        var again = await Store.Runs.OpenAsync(Spec(), RunKind.Model, again: true);
        var resumed = await Store.Runs.OpenAsync(Spec(), RunKind.Model);
        var other = await Store.Runs.OpenAsync(Spec(rule: "y"), RunKind.Model);

        Assert.Equal(first.Id, same.Id);
        Assert.Equal(2, again.Spec.Replicate);
        Assert.Equal(again.Id, resumed.Id);
        Assert.Equal(3, new[] { first.Id, again.Id, other.Id }.Distinct().Count());
        Assert.Equal(other.Id, (await Store.Runs.FindAsync(other.Id.Value[2..6]))!.Id);
        Assert.Null(await Store.Runs.FindAsync("r-nothing"));
        Assert.Equal("y", (await Store.Runs.FindAsync(other.Id.Value))!.Spec.Variables["rule"]);
        Assert.Equal(3, (await Store.Runs.ListAsync(Docket)).Count);
    }

    [Fact]
    public async Task A_selection_only_widens()
    {
        await ImportAsync(Row("a", "one"), Row("b", "one"), Row("c", "three"), Row("d", "see attached", null, CommentContent.AttachmentOnly));
        var run = await RunAsync(new() { Ids = [new("a")] });
        Assert.Equal(1, (await StatesAsync(run)).Pending);

        Assert.Equal(2, await Store.Runs.SelectAsync(run, new() { Limit = 2 }));
        Assert.Single(await Store.Runs.PendingAsync(run).ToListAsync());
        Assert.Equal(4, await Store.Runs.SelectAsync(run, new()));
        Assert.Equal((3, 1), ((await StatesAsync(run)).Pending, (await StatesAsync(run)).Unreadable));
        Assert.Equal(2, (await Store.Runs.PendingAsync(run, 1).ToListAsync()).Count);
    }

    [Fact]
    public async Task Only_coded_comments_are_selected_where_asked()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"));
        await Store.Humans.ImportAsync(Docket, [new(new("b"), "ann", "stance", "oppose", Time.GetUtcNow())]);
        var run = await RunAsync(new() { CodedOnly = true });
        await LabelAllAsync(run);

        Assert.Equal(new CommentId("b"), Assert.Single(await Store.Runs.CodedLabelsAsync(run)).Comment);
    }

    [Fact]
    public async Task A_settled_group_is_seen_whole_with_its_provenance()
    {
        await ImportAsync(Row("a", "one"), Row("b", "one"), Row("c", "three"));
        var run = await RunAsync();
        await LabelAllAsync(run);

        var rows = await Store.Runs.ExportAsync(run).ToListAsync();
        Assert.Equal(["a", "b", "c"], rows.Select(r => r.Comment.Value));
        Assert.All(rows, r => Assert.Equal((CommentState.Labelled, "m-2026", "fp_1", 1), (r.State, r.Model, r.Fingerprint, r.Attempt)));
        Assert.Equal(("oppose", "thr"), (rows[2].Labels[0].Label, rows[2].Labels[0].Quote));
        var summary = await Store.Runs.SummaryAsync(run);
        Assert.Equal((3, 1, 90, 20, 0.1m), (summary.States.Labelled, summary.Requests, summary.PromptTokens, summary.CompletionTokens, summary.CostUsd));
        Assert.Equal([new LabelCount("stance", "oppose", 3)], await Store.Runs.LabelCountsAsync(run));
        Assert.Equal(2, (await Store.Comments.ByLabelAsync(run, "stance", "oppose")).Lines.Count);
    }

    [Fact]
    public async Task A_text_is_labelled_once_however_often_it_is_settled()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        var items = await Store.Runs.PendingAsync(run).ToListAsync();
        var first = await PlanAsync(run, items);
        var second = await PlanAsync(run, items);

        Assert.Equal(1, await Store.Runs.SettleAsync(run, [Settled(first)]));
        Assert.Equal(0, await Store.Runs.SettleAsync(run, [Settled(first, label: "support")]));
        Assert.Equal(0, await Store.Runs.SettleAsync(run, [Settled(second, label: "support")]));

        Assert.Equal("oppose", (await Store.Runs.ExportAsync(run).SingleAsync()).Labels.Single().Label);
        Assert.Equal(0.2m, await Store.Runs.SpentUsdAsync(run));
    }

    [Fact]
    public async Task A_group_that_fails_half_way_leaves_nothing()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"));
        var run = await RunAsync();
        var items = await Store.Runs.PendingAsync(run).ToListAsync();
        var good = Settled(await PlanAsync(run, items[..1]));
        var bad = Settled(await PlanAsync(run, items[1..]));
        bad = bad with { Outcomes = [bad.Outcomes[0] with { Labels = [.. bad.Outcomes[0].Labels, .. bad.Outcomes[0].Labels] }] };

        await Assert.ThrowsAnyAsync<Exception>(() => Store.Runs.SettleAsync(run, [good, bad]));

        Assert.Equal(2, (await StatesAsync(run)).Pending);
        Assert.Equal(0.5m, await Store.Runs.SpentUsdAsync(run));
        Assert.Equal(1, await Store.Runs.SettleAsync(run, [good]));
    }

    [Fact]
    public async Task Orphans_count_at_their_reserved_price_and_their_texts_wait_again()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        await Store.Runs.ClaimAsync(run, "first", TimeSpan.FromSeconds(30));
        var orphan = await PlanAsync(run, await Store.Runs.PendingAsync(run).ToListAsync());
        await Store.Runs.ClaimAsync(run, "second", TimeSpan.FromSeconds(30), _ => false);
        var mine = await PlanAsync(run, await Store.Runs.PendingAsync(run).ToListAsync());

        Assert.Equal(1, await Store.Runs.AbandonOrphansAsync(run));
        await Store.Runs.SettleAsync(run, [Settled(mine)]);

        Assert.Equal(0.35m, await Store.Runs.SpentUsdAsync(run));
        await Store.Runs.SettleAsync(run, [Settled(orphan)]);
        Assert.Equal(0.2m, await Store.Runs.SpentUsdAsync(run));
    }

    [Fact]
    public async Task What_never_left_the_process_costs_nothing()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        var request = await PlanAsync(run, await Store.Runs.PendingAsync(run).ToListAsync());

        Assert.Equal(1, await Store.Runs.UnplanAsync(run, [request.Id]));
        Assert.Equal(0m, await Store.Runs.SpentUsdAsync(run));
        Assert.Equal(0, await Store.Runs.SettleAsync(run, [Settled(request)]));
    }

    [Fact]
    public async Task A_second_live_process_is_refused_and_a_dead_ones_claim_is_void_at_once()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        var lease = await Store.Runs.ClaimAsync(run, "host:1:2", TimeSpan.FromSeconds(30), _ => true);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Store.Runs.ClaimAsync(run, "host:3:4", TimeSpan.FromSeconds(30), _ => true));
        Assert.Contains("host:1:2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("30 s", refused.Message, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromSeconds(29));
        await lease.RenewAsync();
        Time.Advance(TimeSpan.FromSeconds(29));
        await Assert.ThrowsAsync<StoreException>(() => Store.Runs.ClaimAsync(run, "host:3:4", TimeSpan.FromSeconds(30)));
        await using var taken = await Store.Runs.ClaimAsync(run, "host:3:4", TimeSpan.FromSeconds(30), owner => owner != "host:1:2");
        await Assert.ThrowsAsync<StoreException>(() => lease.RenewAsync());
        Time.Advance(TimeSpan.FromSeconds(31));
        await Store.Runs.ClaimAsync(run, "host:5:6", TimeSpan.FromSeconds(30), _ => true);
    }

    [Fact]
    public async Task Failures_are_shown_with_their_reply_and_asked_again_on_order()
    {
        await ImportAsync(Row("a", "one"), Row("b", "one"));
        var run = await RunAsync();
        await LabelAllAsync(run, CommentState.Refused);

        var failure = Assert.Single(await Store.Runs.FailuresAsync(run));
        Assert.Equal((new CommentId("a"), 2, CommentState.Refused, "because", "{\"results\":[]}"), (failure.Comment, failure.Copies, failure.State, failure.Reason, failure.Reply));
        Assert.Equal(0, await Store.Runs.ReopenFailuresAsync(run, [CommentState.Invalid]));
        Assert.Equal(1, await Store.Runs.ReopenFailuresAsync(run, [CommentState.Refused]));
        Assert.Equal(2, (await StatesAsync(run)).Pending);
    }

    [Fact]
    public async Task A_request_that_may_have_to_be_paid_for_twice_counts_twice_until_it_is_settled()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        var request = await PlanAsync(run, await Store.Runs.PendingAsync(run).ToListAsync(), usd: 0.25m);
        await Store.Runs.ReserveAgainAsync(run, request.Id, 0.25m);
        Assert.Equal(0.50m, await Store.Runs.SpentUsdAsync(run));
        await Store.Runs.SettleAsync(run, [Settled(request)]);
        await Store.Runs.ReserveAgainAsync(run, request.Id, 0.25m);
        Assert.Equal(0.10m, await Store.Runs.SpentUsdAsync(run));
    }

    [Fact]
    public async Task A_control_request_never_changes_a_label()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        var items = await Store.Runs.PendingAsync(run).ToListAsync();
        var control = await PlanAsync(run, items, RequestPurpose.Control);
        await LabelAllAsync(run);
        await Store.Runs.SettleAsync(run, [Settled(control, label: "support")]);

        var pair = Assert.Single(await Store.Runs.ControlsAsync(run));
        Assert.Equal(("oppose", "support", 0, 1), (pair.Label, pair.Control, pair.Position, pair.Members));
        Assert.Equal("oppose", (await Store.Runs.ExportAsync(run).SingleAsync()).Labels.Single().Label);
    }

    [Fact]
    public async Task An_answer_from_the_cache_is_planned_and_settled_in_one_commit_and_counts_as_cached()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"));
        var run = await RunAsync();
        var items = await Store.Runs.PendingAsync(run).ToListAsync();
        var bought = await PlanAsync(run, items[..1]);
        var settled = Settled(bought);
        await Store.Runs.SettleAsync(run, [settled with { CacheEntries = [new("k1", items[0].Id, settled.Outcomes[0].Labels, bought.Id)] }]);

        var found = await Store.Replies.FindAsync(["k0", "k1"]);
        Assert.Equal(settled.Outcomes[0].Labels, Assert.Single(found).Value.Labels);
        var fromCache = bought with { Id = Guid.CreateVersion7(), Purpose = RequestPurpose.Cache, ReservedUsd = 0, Members = [new(items[1].Id, "x", 0)] };
        await Store.Runs.SettleAsync(run, [Settled(fromCache) with { Usd = 0, HttpAttempts = 0, Reply = null }], [fromCache]);

        var summary = await Store.Runs.SummaryAsync(run);
        Assert.Equal((1, 1, 2, 0.1m), (summary.Cached, summary.Requests, summary.States.Labelled, summary.CostUsd));
    }

    [Fact]
    public async Task The_queue_takes_turns_within_a_priority()
    {
        await ImportAsync(Row("a", "one"));
        var runs = new List<RunId>();
        foreach (var model in new[] { "m1", "m2", "urgent" })
        {
            var run = await Store.Runs.OpenAsync(Spec(model), RunKind.Model);
            runs.Add(run.Id);
            await Store.Runs.EnqueueAsync(run.Id, "{\"batch\":20}", model == "urgent" ? 5 : 0);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(runs[2], (await Store.Runs.NextAsync())!.Run.Id);
        await Store.Runs.SetStatusAsync(runs[2], RunStatus.Paused);
        var turns = new List<RunId>();
        for (var i = 0; i < 4; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            turns.Add((await Store.Runs.NextAsync())!.Run.Id);
        }

        Assert.Equal([runs[0], runs[1], runs[0], runs[1]], turns);
        await using var lease = await Store.Runs.ClaimAsync(runs[0], "me", TimeSpan.FromMinutes(1));
        Assert.Equal(runs[1], (await Store.Runs.NextAsync())!.Run.Id);
        Assert.Null(await Store.Runs.NextAsync([runs[1]]));
        Assert.Equal("{\"batch\":20}", (await Store.Runs.QueueAsync())[0].Launch);
        Assert.Equal(RunStatus.Paused, await Store.Runs.StatusAsync(runs[2]));
    }
}
