using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Tests.Storage;

public sealed class SqlitePeopleTests() : PeopleTests(null);

public sealed class PostgresPeopleTests(PostgresFixture postgres) : PeopleTests(postgres);

public abstract class PeopleTests(PostgresFixture? postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task The_latest_label_of_a_coder_counts_and_the_earlier_ones_stay()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"));
        HumanLabel[] labels = [Label("a", "ann", "oppose"), Label("a", "bob", "support"), Label("zz", "ann", "oppose")];
        var first = await Store.Humans.ImportAsync(Docket, labels);
        var again = await Store.Humans.ImportAsync(Docket, labels);
        var changed = await Store.Humans.ImportAsync(Docket, [Label("a", "ann", "mixed")]);

        Assert.Equal((2, 0, new CommentId("zz")), (first.Imported, first.Unchanged, Assert.Single(first.UnknownComments)));
        Assert.Equal((0, 2), (again.Imported, again.Unchanged));
        Assert.Equal(1, changed.Imported);
        Assert.Equal(["mixed", "support"], (await Store.Humans.MatrixAsync(Docket, "stance")).Select(l => l.Label));
        Assert.Empty(await Store.Humans.MatrixAsync(Docket, "sentiment"));
        Assert.Equal(3, (await Store.Humans.HistoryAsync(Docket, new("a"))).Count);
        Assert.Equal(["ann", "bob"], (await Store.Dockets.FindAsync(Docket))!.CodedBy);
    }

    [Fact]
    public async Task The_latest_verdict_that_names_a_label_adjudicates()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"));
        var run = await RunAsync();
        await Store.Verdicts.AppendAsync(Verdict(run, "a", VerdictKind.HumanRight, "oppose"));
        await Store.Verdicts.AppendAsync(Verdict(run, "a", VerdictKind.ModelRight, "support"));
        await Store.Verdicts.AppendAsync(Verdict(run, "a", VerdictKind.CodebookGap, null));
        await Store.Verdicts.AdjudicateAsync(Docket, new(new("b"), "stance", "mixed", "both said half", "eve", Time.GetUtcNow()));

        Assert.Equal(3, (await Store.Verdicts.ListAsync(run)).Count);
        Assert.Equal(VerdictKind.CodebookGap, Assert.Single(await Store.Verdicts.ListAsync(run, latestOnly: true)).Kind);
        Assert.Equal([("a", "support"), ("b", "mixed")], (await Store.Verdicts.AdjudicatedAsync(Docket)).Select(a => (a.Comment.Value, a.Label)));
    }

    [Fact]
    public async Task A_sample_keeps_its_order_and_weights()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"));
        var sample = new Sample("s1", Docket, "stratified", 7, "r-1/stance", Time.GetUtcNow());
        SampleItem[] items = [new(new("b"), "oppose", 2.5), new(new("a"), null, null)];
        await Store.Samples.CreateAsync(sample, items);

        Assert.Equal(items, await Store.Samples.ItemsAsync("s1"));
        Assert.Equal(sample, Assert.Single(await Store.Samples.ListAsync(Docket)));
        await Assert.ThrowsAsync<StoreException>(() => Store.Samples.CreateAsync(sample, items));
    }

    [Fact]
    public async Task A_used_prompt_version_cannot_change()
    {
        await ImportAsync(Row("a", "one"));
        var run = await RunAsync();
        await Store.Prompts.RecordUseAsync("p", "v1", "abc", "content");
        await Store.Prompts.RecordUseAsync("p", "v1", "abc", "content");

        Assert.Contains("prompts new p", (await Assert.ThrowsAsync<StoreException>(() => Store.Prompts.RecordUseAsync("p", "v1", "def", "other"))).Message, StringComparison.Ordinal);
        Assert.Equal("abc", await Store.Prompts.FindAsync("p", "v1"));
        Assert.Null(await Store.Prompts.FindAsync("p", "v2"));
        Assert.Equal([run], await Store.Prompts.UsedByAsync("p", "v1"));
    }

    [Fact]
    public async Task A_sign_in_link_works_once_and_not_after_its_time()
    {
        await Store.Users.SaveAsync("ann", "coder");
        var link = await Store.Users.CreateLinkAsync("ann", TimeSpan.FromMinutes(10));
        var late = await Store.Users.CreateLinkAsync("ann", TimeSpan.FromMinutes(10));
        var key = await Store.Users.CreateKeyAsync("ann", "script");

        Assert.Equal("coder", (await Store.Users.UseLinkAsync(link))!.Role);
        Assert.Null(await Store.Users.UseLinkAsync(link));
        Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await Store.Users.UseLinkAsync(late));
        Assert.Equal("ann", (await Store.Users.FindByKeyAsync(key))!.Name);
        await Store.Users.DisableAsync("ann");
        Assert.Null(await Store.Users.FindByKeyAsync(key));
    }

    [Fact]
    public async Task What_was_learnt_about_an_endpoint_is_remembered_and_forgotten()
    {
        await Store.Dialects.SaveAsync("http://e", "m", "{}");
        await Store.Dialects.SaveAsync("http://e", "m", "{\"a\":1}");
        Assert.Equal("{\"a\":1}", await Store.Dialects.FindAsync("http://e", "m"));
        await Store.Dialects.ForgetAsync("http://e", "m");
        Assert.Null(await Store.Dialects.FindAsync("http://e", "m"));
    }

    [Fact]
    public async Task Pages_of_comments_follow_one_another_without_gaps()
    {
        await ImportAsync(Enumerable.Range(0, 7).Select(i => Row($"c{i}", $"the text {i}")));
        await ImportAsync(Row("c7", "the text 0"), Row("c8", "See attached", null, CommentContent.AttachmentOnly));

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"c{i}"), await WalkAsync(after => Store.Comments.BrowseAsync(Docket, null, after, 4)));
        Assert.Equal(["c8"], await WalkAsync(after => Store.Comments.BrowseAsync(Docket, CommentContent.AttachmentOnly, after, 4)));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"c{i}"), await WalkAsync(after => Store.Comments.SearchAsync(Docket, "text", after, 3)));
        Assert.Equal(2, (await Store.Comments.SearchAsync(Docket, "\"text 0\"")).Lines.Single().Copies);
        Assert.Equal("See attached", (await Store.Comments.SearchAsync(Docket, "c8")).Lines.Single().Excerpt);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("AND OR NOT")]
    [InlineData("a* (b")]
    [InlineData("' ; DROP TABLE texts --")]
    [InlineData("   ")]
    public async Task No_search_is_a_syntax_error(string query)
    {
        await ImportAsync(Row("a", "one"));
        Assert.Empty((await Store.Comments.SearchAsync(Docket, query)).Lines);
    }

    [Fact]
    public async Task Families_are_saved_and_browsed()
    {
        await ImportAsync(Row("a", "one"), Row("b", "two"), Row("c", "three"));
        var texts = await Store.Dockets.TextsAsync(Docket).ToListAsync();
        await Store.Dockets.SaveFamiliesAsync(Docket, texts.Take(2).Select(t => (t.Id, 1L)).ToAsyncEnumerable());

        Assert.Equal(["a", "b"], (await Store.Comments.ByFamilyAsync(Docket, 1)).Lines.Select(l => l.Id.Value));
        await Store.Dockets.SaveFamiliesAsync(Docket, texts.Skip(2).Select(t => (t.Id, 1L)).ToAsyncEnumerable());
        Assert.Equal(["c"], (await Store.Comments.ByFamilyAsync(Docket, 1)).Lines.Select(l => l.Id.Value));
    }

    private static async Task<List<string>> WalkAsync(Func<long, Task<CommentPage>> page)
    {
        var ids = new List<string>();
        for (long? after = 0; after is not null;)
        {
            var result = await page(after.Value);
            ids.AddRange(result.Lines.Select(l => l.Id.Value));
            after = result.Next;
        }

        return ids;
    }

    private HumanLabel Label(string comment, string coder, string label) => new(new(comment), coder, "stance", label, Time.GetUtcNow());

    private Verdict Verdict(RunId run, string comment, VerdictKind kind, string? label) => new()
    {
        Run = run,
        Comment = new(comment),
        Dimension = "stance",
        Kind = kind,
        AdjudicatedLabel = label,
        Coder = "eve",
        At = Time.GetUtcNow(),
    };
}
