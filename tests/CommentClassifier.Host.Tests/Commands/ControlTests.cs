using System.Text.Json;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Prompts;

namespace CommentClassifier.Host.Tests.Commands;

/// <summary>What one comment can do to its neighbours is measured: labels given in company against labels given alone.</summary>
public sealed class ControlTests : IDisposable
{
    private const int Comments = 60;
    private const int Batch = 10;
    private const int Hostile = 34;

    // Nothing that a filter of texts would notice.
    private const string Marker = "the heron stands in the reeds";

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("100%")]
    [InlineData("0.3")]
    public async Task A_hostile_text_that_relabels_its_whole_request_is_caught_at_every_neighbour(string share)
    {
        await using var server = await StartAsync(new SimulatorOptions { ObeyMarker = Marker });
        var run = await RunAsync(server, share);
        Assert.Equal(Comments, run.GetProperty("states").GetProperty("labelled").GetInt64());
        var control = run.GetProperty("control");
        var differing = control.GetProperty("differences").EnumerateArray()
            .Where(d => d.GetProperty("dimension").GetString() == "stance").Select(d => d.GetProperty("commentId").GetString()).Order();
        Assert.Equal(Enumerable.Range(31, 10).Where(n => n != Hostile).Select(Id).Order(), differing);
        Assert.All(
            control.GetProperty("differences").EnumerateArray(),
            difference => Assert.NotEqual(difference.GetProperty("batched").GetString(), difference.GetProperty("single").GetString()));

        var shown = (await cli.RunAsync("runs", "show", run.GetProperty("run").GetString()!, "--json")).Ok().Json.GetProperty("run").GetProperty("control");
        Assert.True(JsonElement.DeepEquals(control, shown));
        Assert.Contains("alone", (await cli.RunAsync("runs", "show", run.GetProperty("run").GetString()!)).Ok().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_leaves_the_labels_as_they_are_reports_by_position_and_is_asked_once()
    {
        await using var server = await StartAsync(new SimulatorOptions());
        var run = await RunAsync(server, "100%");
        var control = run.GetProperty("control");
        Assert.Equal(Comments, control.GetProperty("texts").GetInt64());
        Assert.Equal(1, control.GetProperty("agreement").GetProperty("share").GetDouble());
        Assert.Equal(Enumerable.Range(1, Batch), control.GetProperty("byPosition").EnumerateArray().Select(place => place.GetProperty("position").GetInt32()));
        Assert.All(control.GetProperty("byPosition").EnumerateArray(), place => Assert.Equal(2 * Comments / Batch, place.GetProperty("agreement").GetProperty("labels").GetInt64()));
        Assert.Equal(Comments + (Comments / Batch), server.Counters.Requests);

        await RunAsync(server, "100%");
        Assert.Equal(Comments + (Comments / Batch), server.Counters.Requests);
    }

    [Theory]
    [InlineData("150%")]
    [InlineData("2")]
    [InlineData("some")]
    public async Task A_share_that_is_none_is_wrong_usage(string share) =>
        Assert.Equal(2, (await cli.RunAsync(Command("http://127.0.0.1:9/v1", share))).ExitCode);

    private static string Id(int n) => $"C-{n}";

    private static Task<SimulatorServer> StartAsync(SimulatorOptions options) => SimulatorServer.StartAsync(
        options, OfflineLabels.From(PromptCatalogue.Load(RepositoryFolder.At("prompts"))), cancellationToken: TestContext.Current.CancellationToken);

    private async Task<JsonElement> RunAsync(SimulatorServer server, string share)
    {
        var rows = Enumerable.Range(1, Comments).Select(n => $"{Id(n)},I oppose this rule for reason number {n}{(n == Hostile ? " and " + Marker : "")}.");
        (await cli.RunAsync("import", cli.Write("x.csv", "id,text\n" + string.Join('\n', rows) + "\n"), "--docket", "X-1")).Ok();
        return (await cli.RunAsync([.. Command(server.BaseUrl.ToString(), share), "--json"])).Ok().Json;
    }

    private static string[] Command(string url, string share) =>
    [
        "run", "--docket", "X-1", "--prompt", "proposed-rule@v1", "--var", "rule=A rule", "--model", "m", "--endpoint", url, "--batch", $"{Batch}", "--control", share,
    ];
}
