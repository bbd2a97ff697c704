using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;

namespace CommentClassifier.Host.Tests.Commands;

public sealed class SimulateTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task The_endpoint_serves_until_Ctrl_C_with_the_limits_and_faults_asked_for()
    {
        using var process = cli.Start(null, "simulate", "--rpm", "60", "--window", "60", "--headers", "azure", "--refuse", "temperature", "--fault", "error500=0", "--latency", "1");
        var url = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("http://127.0.0.1:", url, StringComparison.Ordinal);
        using var client = new HttpClient();
        var answer = await AskAsync(client, url!, new { model = "m", messages = Messages() });
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("60", answer.Headers.GetValues("x-ratelimit-limit-requests").Single());
        var refused = await AskAsync(client, url!, new { model = "m", temperature = 0, messages = Messages() });
        Assert.Equal(400, (int)refused.StatusCode);
        using (var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("2 requests, 1 answered", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fault", "nonsense=0.1")]
    [InlineData("--fault", "hang=2")]
    [InlineData("--refuse", "everything")]
    [InlineData("--urls", "http://0.0.0.0:80")]
    [InlineData("--rpm", "0")]
    public async Task An_option_out_of_range_is_wrong_usage_in_one_line(params string[] options)
    {
        var result = await cli.RunAsync(["simulate", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(options[0], Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_synthetic_docket_is_imported_whole_and_its_truth_is_known()
    {
        var file = Path.Combine(cli.Folder, "big.csv.gz");
        var written = (await cli.RunAsync("simulate", "docket", "--size", "3000", "--seed", "5", "--out", file, "--json")).Ok().Json;
        var imported = (await cli.RunAsync("import", file, "--docket", "SIM-2026-0001", "--json")).Ok().Json;
        Assert.Equal(3000, imported.GetProperty("imported").GetInt64());
        Assert.Empty(imported.GetProperty("skipped").EnumerateArray());
        Assert.Equal(Count(written, "withdrawn"), Count(imported, "withdrawn"));
        Assert.Equal(Count(written, "attachmentOnly"), Count(imported, "attachmentOnly"));
        Assert.InRange(Count(written, "formLetters"), 800, 1300);
        Assert.InRange(Count(imported, "distinctTexts"), 1500, Count(written, "coded") - 200);
        Assert.InRange(Count(imported, "campaigns"), 1, Count(written, "campaigns"));

        var labels = (await cli.RunAsync("labels", "import", file + ".truth.csv", "--docket", "SIM-2026-0001", "--json")).Ok().Json;
        Assert.Equal(Count(written, "coded"), Count(labels, "read"));
        Assert.Equal(0, Count(labels, "unknownComments"));
        Assert.Equal(2 * Count(written, "coded"), Count(labels, "imported"));
    }

    [Fact]
    public async Task The_same_seed_writes_the_same_docket_packed_or_not()
    {
        string[] names = ["a.csv", "b.csv.gz", "c.csv"];
        string[] seeds = ["5", "5", "6"];
        var texts = new List<string>();
        for (var i = 0; i < names.Length; i++)
        {
            var file = Path.Combine(cli.Folder, names[i]);
            (await cli.RunAsync("simulate", "docket", "--size", "200", "--seed", seeds[i], "--out", file)).Ok();
            await using var stream = File.OpenRead(file);
            using var reader = new StreamReader(names[i].EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
            texts.Add(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.NotEqual(texts[0], texts[2]);
    }

    private static long Count(JsonElement document, string name) => document.GetProperty(name).GetInt64();

    private static object[] Messages() => [new { role = "user", content = """{"id":"a1","text":"I oppose this."}""" }];

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string url, object body) =>
        client.PostAsJsonAsync($"{url}/chat/completions", body, TestContext.Current.CancellationToken);
}
