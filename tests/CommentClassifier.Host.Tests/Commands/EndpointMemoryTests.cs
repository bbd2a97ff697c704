using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Host.Tests.Commands;

/// <summary>What is learnt about an endpoint and bought from it is found again, and what it does in silence is told.</summary>
public sealed class EndpointMemoryTests : IDisposable
{
    private const int Comments = 40;
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task However_the_URL_is_written_it_is_one_run_one_cache_and_a_dialect_found_once()
    {
        await using var server = await StartAsync(new SimulatorOptions { RefusedForms = ["strict"], RefusedParameters = ["max_tokens"] });
        var (first, root) = (server.BaseUrl.ToString(), server.Root.ToString());
        var run = await RunAsync(first, "--limit", "20");
        Assert.Equal(server.Counters.Answered + 2, server.Counters.Requests);

        var spellings = new[] { first + "/", root, root.TrimEnd('/'), first + "/chat/completions" };
        for (var i = 0; i < spellings.Length; i++)
        {
            Assert.Equal(run, await RunAsync(spellings[i], "--limit", $"{25 + (5 * Math.Min(i, 3))}"));
        }

        // Two forms were refused once, by the first run; each comment was answered once.
        Assert.Equal(server.Counters.Answered + 2, server.Counters.Requests);
        Assert.Equal(1 + spellings.Length, server.Counters.Answered);
    }

    [Fact]
    public async Task A_server_that_cuts_long_prompts_without_a_word_is_named_with_the_remedy()
    {
        await using var server = await StartAsync(new SimulatorOptions { ContextWindow = 300, CutsPrompts = true });
        await ImportAsync();
        var ran = (await cli.RunAsync(Command(server.BaseUrl.ToString(), "--batch", "40"))).Ok();
        Assert.Contains("num_ctx", ran.Error, StringComparison.Ordinal);
        Assert.Contains("ContextWindow", ran.Error, StringComparison.Ordinal);
    }

    private static Task<SimulatorServer> StartAsync(SimulatorOptions options) =>
        SimulatorServer.StartAsync(options, cancellationToken: TestContext.Current.CancellationToken);

    private async Task<string> RunAsync(string url, params string[] more)
    {
        await ImportAsync();
        return (await cli.RunAsync([.. Command(url, more), "--json"])).Ok().Json.GetProperty("run").GetString()!;
    }

    private async Task ImportAsync()
    {
        var rows = Enumerable.Range(1, Comments).Select(n => $"C-{n},I oppose this rule for the reason that I have numbered {n} in the list of all my many reasons against it.");
        (await cli.RunAsync("import", cli.Write("x.csv", "id,text\n" + string.Join('\n', rows) + "\n"), "--docket", "X-1")).Ok();
    }

    private static string[] Command(string url, params string[] more) =>
        ["run", "--docket", "X-1", "--prompt", "proposed-rule@v1", "--var", "rule=A rule", "--model", "m", "--endpoint", url, .. more];
}
