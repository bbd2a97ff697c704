using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Tests.Storage;

public sealed class SqliteImportTests() : ImportTests(null);

public sealed class PostgresImportTests(PostgresFixture postgres) : ImportTests(postgres);

public abstract class ImportTests(PostgresFixture? postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Importing_again_changes_nothing()
    {
        var rows = new[] { Row("a", "one"), Row("b", "one"), Row("c", "see attached", null, CommentContent.AttachmentOnly), Withdrawn("d") };
        var first = await ImportAsync(rows);
        var again = await ImportAsync(rows);

        Assert.Equal((4, 0, 0, 1, 1), (first.Imported, first.Unchanged, first.Updated, first.Withdrawn, first.AttachmentOnly));
        Assert.Equal((0, 4, 0), (again.Imported, again.Unchanged, again.Updated));
        var docket = Assert.Single(await Store.Dockets.ListAsync());
        Assert.Equal((4, 1, 1, 1), (docket.Comments, docket.DistinctTexts, docket.Withdrawn, docket.AttachmentOnly));
    }

    [Fact]
    public async Task One_id_with_another_text_and_another_tracking_number_is_two_comments()
    {
        var rows = new[] { Row("a", "one", "t1"), Row("a", "two", "t2") };
        var first = await ImportAsync(rows);
        var again = await ImportAsync(rows.Reverse());

        Assert.Equal(2, first.Imported);
        Assert.Equal(2, again.Unchanged);
        Assert.Equal("two", (await Store.Comments.FindAsync(Docket, new("a#t2")))!.SentText);
    }

    [Fact]
    public async Task A_changed_text_waits_again_in_the_runs_that_selected_it_and_keeps_its_old_label()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"));
        var run = await RunAsync();
        await LabelAllAsync(run);

        var tally = await ImportAsync(Row("a", "one, but changed"));

        Assert.Equal([new CommentId("a")], tally.Changed);
        Assert.Equal((1, 1), ((await StatesAsync(run)).Labelled, (await StatesAsync(run)).Pending));
        Assert.Equal("one, but changed", Assert.Single(await Store.Runs.PendingAsync(run).ToListAsync()).Text);
        var label = Assert.Single(await Store.Comments.LabelsAsync(Docket, new("a")));
        Assert.False(label.Current);
        Assert.Equal("one", label.Quote);
        Assert.Equal("updated", Assert.Single(await Store.Comments.ChangesAsync(Docket, new("a"))).Kind);
    }

    [Fact]
    public async Task A_comment_withdrawn_since_loses_its_text_everywhere_and_keeps_its_history()
    {
        await ImportAsync(Row("a", "unmistakable words"), Row("b", "two"));
        var run = await RunAsync();
        await LabelAllAsync(run);
        Assert.Single((await Store.Comments.SearchAsync(Docket, "unmistakable")).Lines);

        var tally = await ImportAsync(Withdrawn("a"));

        Assert.Equal(1, tally.Updated);
        Assert.Equal((1, 1), ((await StatesAsync(run)).Labelled, (await StatesAsync(run)).Withdrawn));
        var comment = (await Store.Comments.FindAsync(Docket, new("a")))!;
        Assert.Equal(("", ""), (comment.Comment.RawText, comment.Comment.Text));
        Assert.Empty((await Store.Comments.SearchAsync(Docket, "unmistakable")).Lines);
        Assert.Null(Assert.Single(await Store.Comments.LabelsAsync(Docket, new("a"))).Quote);
        Assert.Equal("withdrawn", Assert.Single(await Store.Comments.ChangesAsync(Docket, new("a"))).Kind);
        Assert.Equal(1, (await ImportAsync(Row("a", "unmistakable words"))).Unchanged);
    }

    [Fact]
    public async Task A_withdrawn_text_stays_while_another_live_comment_has_it()
    {
        await ImportAsync(Row("a", "a form letter"), Row("b", "a form letter"));
        await ImportAsync(Withdrawn("a"));

        Assert.Equal("a form letter", (await Store.Comments.FindAsync(Docket, new("b")))!.SentText);
        Assert.Equal("", (await Store.Comments.FindAsync(Docket, new("a")))!.Comment.Text);

        await ImportAsync(Withdrawn("b"));
        Assert.Empty((await Store.Comments.SearchAsync(Docket, "letter")).Lines);
    }

    [Fact]
    public async Task A_reply_that_comes_after_the_withdrawal_is_not_kept()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        var request = await PlanAsync(run, await Store.Runs.PendingAsync(run).ToListAsync());
        await ImportAsync(Withdrawn("a"));

        await Store.Runs.SettleAsync(run, [Settled(request, CommentState.Invalid)]);

        Assert.Equal(1, (await StatesAsync(run)).Withdrawn);
        Assert.Empty(await Store.Runs.FailuresAsync(run));
        Assert.Null((await Store.Runs.ExportAsync(run).SingleAsync()).Reason);
    }

    [Fact]
    public async Task A_text_given_back_by_another_comment_can_be_labelled()
    {
        await ImportAsync(Row("a", "one"));
        await ImportAsync(Withdrawn("a"));
        await ImportAsync(Row("b", "one"));
        var run = await RunAsync();

        Assert.Equal("one", Assert.Single(await Store.Runs.PendingAsync(run).ToListAsync()).Text);
    }

    [Fact]
    public async Task The_raw_text_comes_back_as_it_was_where_it_differs_from_what_is_sent()
    {
        var row = Row("a", "one & two");
        await ImportAsync(row with { Comment = row.Comment with { RawText = "one &amp; two<br/>", Attachments = ["https://x/1.pdf"] } });

        var comment = (await Store.Comments.FindAsync(Docket, new("a")))!.Comment;
        Assert.Equal(("one &amp; two<br/>", "one & two", "https://x/1.pdf"), (comment.RawText, comment.Text, Assert.Single(comment.Attachments)));
    }

    [Fact]
    public async Task Ten_thousand_rows_with_nul_and_emoji_survive()
    {
        var tally = await ImportAsync(Enumerable.Range(0, 3_500).Select(i => Row($"c{i}", $"text {i % 700} \0 \U0001F600")));
        Assert.Equal(3_500, tally.Imported);
        Assert.Equal(700, await Store.Dockets.TextsAsync(Docket).CountAsync());
        var tokens = await Store.Dockets.TokensAsync(Docket, new RunSelection { Limit = 100 });
        Assert.Equal((100, 100), (tokens.Comments, tokens.DistinctTexts));
        Assert.Equal(tokens.Tokens, await Store.Dockets.TextTokensAsync(Docket, new() { Limit = 100 }).AggregateAsync(0L, (sum, t) => sum + t.Tokens));
    }
}
