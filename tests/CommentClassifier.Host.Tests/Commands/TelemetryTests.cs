using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Host.Tests.Commands;

/// <summary>A collector on loopback, a real process, and what it posts there.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Text = "I oppose this rule for a reason of my own.";
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("COMMENT_CLASSIFIER__Telemetry__OtlpEndpoint")]
    public async Task Traces_and_metrics_go_to_the_collectors_own_paths_and_hold_no_text(string variable)
    {
        using var collector = Listen(out var address);
        var posts = new ConcurrentQueue<(string Path, string Body)>();
        var collecting = CollectAsync(collector, posts);
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions(), cancellationToken: TestContext.Current.CancellationToken);
        (await cli.RunAsync("import", cli.Write("x.csv", $"id,text\nC-1,{Text}\n"), "--docket", "X-1")).Ok();
        (await cli.RunProcessAsync(
            new Dictionary<string, string> { [variable] = address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
            "run", "--docket", "X-1", "--prompt", "proposed-rule@v1", "--var", "rule=A rule", "--model", "m", "--endpoint", server.BaseUrl.ToString())).Ok();
        collector.Stop();
        await collecting;

        Assert.Equal(["/v1/metrics", "/v1/traces"], posts.Select(post => post.Path).Distinct().Order());
        Assert.Contains(posts, post => post.Body.Contains("gen_ai.client.operation.duration", StringComparison.Ordinal));
        Assert.Contains(posts, post => post.Body.Contains("gen_ai.client.token.usage", StringComparison.Ordinal));
        Assert.All(posts, post => Assert.DoesNotContain("reason of my own", post.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_port_of_otlp_over_http_says_how_to_speak_to_the_collector()
    {
        using var collector = new HttpListener();
        collector.Prefixes.Add("http://127.0.0.1:4318/");
        try
        {
            collector.Start();
        }
        catch (HttpListenerException)
        {
            Assert.Skip("Another program listens on port 4318.");
        }

        var posts = new ConcurrentQueue<(string Path, string Body)>();
        var collecting = CollectAsync(collector, posts);
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions(), cancellationToken: TestContext.Current.CancellationToken);
        (await cli.RunAsync("import", cli.Write("x.csv", $"id,text\nC-1,{Text}\n"), "--docket", "X-1")).Ok();
        (await cli.RunProcessAsync(
            new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4318" },
            "run", "--docket", "X-1", "--prompt", "proposed-rule@v1", "--var", "rule=A rule", "--model", "m", "--endpoint", server.BaseUrl.ToString())).Ok();
        collector.Stop();
        await collecting;

        Assert.Equal(["/v1/metrics", "/v1/traces"], posts.Select(post => post.Path).Distinct().Order());
    }

    private static HttpListener Listen(out string address)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        var listener = new HttpListener();
        listener.Prefixes.Add(address + "/");
        listener.Start();
        return listener;
    }

    private static async Task CollectAsync(HttpListener listener, ConcurrentQueue<(string Path, string Body)> posts)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.Latin1);
                posts.Enqueue((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
