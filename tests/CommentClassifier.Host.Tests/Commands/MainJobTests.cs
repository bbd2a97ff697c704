using System.Text.Json;

namespace CommentClassifier.Host.Tests.Commands;

public sealed class MainJobTests : IDisposable
{
    private const string Docket = "DEMO-2026-0001";

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task A_docket_comes_out_with_every_comment_in_one_state_and_a_second_run_asks_nothing()
    {
        var imported = (await cli.RunAsync("import", Cli.Fixture("ai-copyright", "docket.csv"), "--docket", Docket, "--json")).Ok().Json;
        var comments = imported.GetProperty("imported").GetInt64();
        var first = await RunAsync("ai-copyright@v2");
        Assert.Equal(comments, first.GetProperty("comments").GetInt64());
        Assert.Equal(comments, Sum(first.GetProperty("states")));
        Assert.Equal(comments, Sum(first.GetProperty("docketStates")));
        Assert.Equal(0, first.GetProperty("states").GetProperty("pending").GetInt64());
        Assert.Equal(imported.GetProperty("withdrawn").GetInt64(), first.GetProperty("states").GetProperty("withdrawn").GetInt64());
        Assert.Equal(imported.GetProperty("attachmentOnly").GetInt64(), first.GetProperty("states").GetProperty("unreadable").GetInt64());

        var second = await RunAsync("ai-copyright@v2");
        Assert.Equal(first.GetProperty("run").GetString(), second.GetProperty("run").GetString());
        Assert.Equal(first.GetProperty("requests").GetInt64(), second.GetProperty("requests").GetInt64());
    }

    [Fact]
    public async Task Importing_again_changes_nothing()
    {
        string[] import = ["import", Cli.Fixture("ai-copyright", "docket.csv"), "--docket", Docket, "--json"];
        var first = (await cli.RunAsync(import)).Ok().Json;
        var again = (await cli.RunAsync(import)).Ok().Json;
        Assert.Equal(0, again.GetProperty("imported").GetInt64() + again.GetProperty("updated").GetInt64());
        Assert.Equal(first.GetProperty("imported").GetInt64(), again.GetProperty("unchanged").GetInt64());
        Assert.Equal(
            again.GetProperty("read").GetInt64(),
            again.GetProperty("imported").GetInt64() + again.GetProperty("unchanged").GetInt64() + again.GetProperty("updated").GetInt64() + again.GetProperty("skipped").GetArrayLength());
    }

    [Fact]
    public async Task Two_prompt_versions_are_two_runs_and_again_is_a_replicate()
    {
        await ImportAsync();
        var one = await RunAsync("ai-copyright@v1");
        var two = await RunAsync("ai-copyright@v2");
        var replicate = await RunAsync("ai-copyright@v2", "--again");
        var runs = new[] { one, two, replicate }.Select(run => run.GetProperty("run").GetString()).Distinct();
        Assert.Equal(3, runs.Count());
        Assert.Equal(0, replicate.GetProperty("cached").GetInt64());
        Assert.Equal(3, (await cli.RunAsync("runs", "--json")).Ok().Json.GetArrayLength());
    }

    [Fact]
    public async Task A_selection_widens_and_the_ledger_goes_with_it()
    {
        await ImportAsync();
        var some = await RunAsync("ai-copyright@v1", "--limit", "20");
        Assert.Equal(20, some.GetProperty("comments").GetInt64());
        Assert.True(some.GetProperty("docketStates").GetProperty("pending").GetInt64() > 0);
        var all = await RunAsync("ai-copyright@v1");
        Assert.Equal(some.GetProperty("run").GetString(), all.GetProperty("run").GetString());
        Assert.Equal(Sum(all.GetProperty("docketStates")), all.GetProperty("comments").GetInt64());
    }

    [Fact]
    public async Task An_estimate_counts_what_a_run_then_sends()
    {
        await ImportAsync();
        var estimate = (await cli.RunAsync("estimate", "--docket", Docket, "--prompt", "ai-copyright@v1", "--model", "offline-keywords", "--json")).Ok().Json;
        var run = await RunAsync("ai-copyright@v1");
        Assert.Equal(estimate.GetProperty("requests").GetInt64(), run.GetProperty("requests").GetInt64());
        Assert.Equal(JsonValueKind.Null, estimate.GetProperty("costUsd").ValueKind);
    }

    [Fact]
    public async Task Human_labels_are_imported_once()
    {
        await ImportAsync();
        string[] import = ["labels", "import", Cli.Fixture("ai-copyright", "labels.csv"), "--docket", Docket, "--json"];
        var first = (await cli.RunAsync(import)).Ok().Json;
        Assert.Equal(240, first.GetProperty("read").GetInt64());
        Assert.Equal(0, first.GetProperty("unknownComments").GetInt64());
        Assert.Empty(first.GetProperty("unknownLabels").EnumerateArray());
        Assert.Equal(["coder-a", "coder-b"], first.GetProperty("coders").EnumerateArray().Select(coder => coder.GetString()));
        Assert.Equal(0, (await cli.RunAsync(import)).Ok().Json.GetProperty("imported").GetInt64());
    }

    private async Task ImportAsync() => (await cli.RunAsync("import", Cli.Fixture("ai-copyright", "docket.csv"), "--docket", Docket)).Ok();

    private async Task<JsonElement> RunAsync(string prompt, params string[] more) =>
        (await cli.RunAsync(["run", "--docket", Docket, "--prompt", prompt, "--model", "offline-keywords", "--json", .. more])).Ok().Json;

    private static long Sum(JsonElement states) => states.EnumerateObject().Sum(state => state.Value.GetInt64());
}
