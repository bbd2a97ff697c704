using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CommentClassifier.Endpoints;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Host.Tests.Simulator;

public sealed class EndpointAgainstSimulatorTests
{
    private static readonly (string, string)[] One = [("a", "A comment.")];

    [Fact]
    public async Task The_dialect_is_found_once_by_the_first_of_many_requests()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions
        {
            RefusedForms = ["strict", "json_schema"],
            RefusedParameters = ["max_tokens", "temperature", "seed"],
        });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => rig.AskAsync(("a", $"Comment {i}."))));

        Assert.All(outcomes, o => Assert.IsType<ChatOutcome.Answered>(o));
        Assert.Equal(new Dialect { Form = ResponseForm.JsonObject, MaxCompletionTokens = true, Temperature = false, Seed = false }, rig.Endpoint.Dialect);
        Assert.Equal(40 + 5, rig.Server.Counters.Requests);
        Assert.Equal(0, rig.Endpoint.Snapshot.Retries);
    }

    [Fact]
    public async Task A_server_without_response_formats_is_asked_in_words_and_its_JSON_is_taken_out()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions { RefusedForms = ["strict", "json_schema", "json_object"] });

        var answered = Assert.IsType<ChatOutcome.Answered>(await rig.AskAsync(One));

        Assert.Equal(ResponseForm.Plain, rig.Endpoint.Dialect.Form);
        Assert.StartsWith("""{"results":[{"id":"a","stance":{"label":""", answered.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_in_transit_are_retried_until_everything_is_answered()
    {
        await using var rig = await Rig.StartAsync(
            new SimulatorOptions { Faults = new SimulatorFaults { Error500 = 0.05, Error503 = 0.03, Reset = 0.03, Garbage = 0.02, RateLimited = 0.02, Hang = 0.01 } },
            o => o with { AttemptTimeoutSeconds = 1, Concurrency = 64 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => rig.AskAsync(("a", $"Comment {i}."))));

        Assert.All(outcomes, o => Assert.IsType<ChatOutcome.Answered>(o));
        Assert.InRange(rig.Server.Counters.Requests, 401, 640);
        Assert.Equal(0, rig.Endpoint.Snapshot.InFlight);
    }

    [Fact]
    public async Task A_request_larger_than_the_servers_limit_is_not_waited_for()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions { Tpm = 100, ChargesAtAdmission = true, Headers = HeaderDialect.None });

        var failed = Assert.IsType<ChatOutcome.Failed>(await rig.AskAsync(One));

        Assert.Equal(ChatFailure.TooLargeForLimit, failed.Kind);
        Assert.Equal(1, failed.HttpAttempts);
    }

    [Fact]
    public async Task No_money_ends_the_question_at_once()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions { BillingAfter = 0 });

        var failed = Assert.IsType<ChatOutcome.Failed>(await rig.AskAsync(One));

        Assert.Equal(ChatFailure.Billing, failed.Kind);
        Assert.Equal(1, failed.HttpAttempts);
    }

    [Theory]
    [InlineData(false, "refused")]
    [InlineData(true, "no connection within 4 s")]
    public async Task An_endpoint_that_is_not_there_ends_in_fifteen_seconds_with_one_line_naming_the_setting(bool silent, string why)
    {
        // A silent one neither accepts nor refuses: its queue of connections is full, and the system drops more.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 0);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var queue = Enumerable.Range(0, 4).Select(_ => new TcpClient()).ToList();
        _ = queue.Select(client => client.ConnectAsync(IPAddress.Loopback, port)).ToList();
        if (!silent)
        {
            listener.Stop();
        }

        await using var rig = await Rig.StartAsync(new SimulatorOptions(), o => o with { BaseUrl = $"http://127.0.0.1:{port}" });
        var watch = Stopwatch.StartNew();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => rig.AskAsync(One)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"took {watch.Elapsed}");
        Assert.All(outcomes, o =>
        {
            var failed = Assert.IsType<ChatOutcome.Failed>(o);
            Assert.Equal(ChatFailure.Unavailable, failed.Kind);
            Assert.Contains("CommentClassifier:Endpoints:simulator:BaseUrl", failed.Message, StringComparison.Ordinal);
            Assert.Contains(why, failed.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failed.Message);
        });
        queue.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_known_limit_over_windows_of_a_second_is_used_and_hardly_ever_exceeded(bool fixedWindows)
    {
        await using var rig = await Rig.StartAsync(
            new SimulatorOptions { Rpm = 6000, FixedWindows = fixedWindows, LatencyMs = 20, Headers = HeaderDialect.None },
            o => o with { Rpm = 6000, Concurrency = 64 });
        await rig.AskAsync(One);
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => rig.AskAsync(("a", $"Comment {i}."))));

        Assert.InRange(watch.Elapsed.TotalSeconds, 3.9, 4.6); // 400 at 100 a second
        Assert.True(rig.Server.Counters.RateLimited <= 8, $"{rig.Server.Counters.RateLimited} refusals");
    }
}
