using System.Diagnostics;

namespace CommentClassifier.Host.Tests.Commands;

/// <summary>A run against an OpenAI-compatible server that is not ours (from npm), so that both sides of the protocol are not our own idea of it.</summary>
public sealed class IndependentServerTests : IDisposable
{
    private static readonly string Folder = RepositoryFolder.At("tests", "independent-server");

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task A_docket_is_labelled_by_a_server_that_is_not_ours()
    {
        var installed = Directory.Exists(Path.Combine(Folder, "node_modules"));
        Assert.True(installed || Environment.GetEnvironmentVariable("CI") != "true", "npm ci has not been run in tests/independent-server.");
        Assert.SkipUnless(installed, "Run npm ci in tests/independent-server to run against the independent server.");

        using var server = Process.Start(new ProcessStartInfo("node", "server.mjs")
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var url = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            (await cli.RunAsync("import", Cli.Fixture("ai-copyright", "docket.csv"), "--docket", "DEMO-2026-0001")).Ok();
            var run = (await cli.RunAsync(
                "run", "--docket", "DEMO-2026-0001", "--prompt", "ai-copyright@v2", "--model", "independent", "--endpoint", url + "/v1", "--json")).Ok().Json;
            var states = run.GetProperty("states");
            Assert.Equal(run.GetProperty("comments").GetInt64(), states.EnumerateObject().Sum(state => state.Value.GetInt64()));
            Assert.Equal(244, states.GetProperty("labelled").GetInt64());
            Assert.Equal("independent", run.GetProperty("model").GetString());
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }
}
