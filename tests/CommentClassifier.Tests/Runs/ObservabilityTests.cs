using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CommentClassifier.Endpoints;
using CommentClassifier.Runs;
using CommentClassifier.Tests.Endpoints;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Tests.Runs;

public sealed class ObservabilityTests
{
    private const string Key = "sk-never-shown-anywhere";
    private const string InEveryText = "I oppose this rule for reason number";

    [Fact]
    public async Task A_run_reports_durations_and_tokens_under_the_names_of_OpenTelemetry()
    {
        var seen = new ConcurrentQueue<(string Name, string? Unit, double Value, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == EndpointServices.TelemetryName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, instrument.Unit, value, Of(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, instrument.Unit, value, Of(tags))));
        listener.Start();
        using var server = new ScriptedServer((_, items) => ScriptedServer.Valid(items));
        await using var bench = await RunBench.CreateAsync(40);
        await bench.RunAsync(server.BaseUrl, model: "watched");

        // Other tests run beside this one and use the same meter.
        var mine = seen.Where(m => (string?)m.Tags["gen_ai.request.model"] == "watched").ToList();
        var durations = mine.Where(m => m.Name == "gen_ai.client.operation.duration").ToList();
        Assert.Equal(2, durations.Count);
        Assert.All(durations, duration =>
        {
            Assert.Equal("s", duration.Unit);
            Assert.InRange(duration.Value, 0, 60);
            Assert.Equal("chat", duration.Tags["gen_ai.operation.name"]);
            Assert.Contains("gen_ai.response.model", duration.Tags);
            Assert.Contains("server.address", duration.Tags);
            Assert.DoesNotContain("error.type", duration.Tags);
        });
        var tokens = mine.Where(m => m.Name == "gen_ai.client.token.usage").ToList();
        Assert.Equal(["input", "input", "output", "output"], tokens.Select(m => m.Tags["gen_ai.token.type"]).Order());
        Assert.All(tokens, m => Assert.Equal("{token}", m.Unit));
    }

    [Fact]
    public async Task Comment_text_is_logged_at_Trace_only_and_keys_nowhere()
    {
        using var log = new LogList();
        using var server = new ScriptedServer((call, items) => call == 1 ? "no JSON at all" : ScriptedServer.Valid(items));
        await using var bench = await RunBench.CreateAsync(20, logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace), _ => Key);
        var result = await bench.RunAsync(server.BaseUrl, with: settings => settings with { ApiKeyVariable = "OWN_KEY" });

        Assert.Equal(20, result.Summary.States.Labelled);
        Assert.Contains(log.Lines, line => line.Level == LogLevel.Trace && line.Line.Contains(InEveryText, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Level > LogLevel.Trace);
        Assert.All(log.Lines.Where(line => line.Level > LogLevel.Trace), line => Assert.DoesNotContain("oppose", line.Line, StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.DoesNotContain(Key, line.Line, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(bench.Folder), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Key))));
    }

    [Fact]
    public async Task A_refused_key_is_not_repeated_in_the_message()
    {
        using var log = new LogList();
        await using var bench = await RunBench.CreateAsync(2, logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace), _ => Key);
        using var server = WireMock.Server.WireMockServer.Start();
        server.Given(WireMock.RequestBuilders.Request.Create().UsingPost()).RespondWith(WireMock.ResponseBuilders.Response.Create().WithStatusCode(401)
            .WithBody($$"""{"error":{"message":"Incorrect API key provided: {{Key}}.","type":"invalid_request_error","param":null,"code":"invalid_api_key"} }"""));
        var result = await bench.RunAsync(server.Url + "/v1", with: settings => settings with { ApiKeyVariable = "OWN_KEY" });
        Assert.Equal(RunStop.Authentication, result.End.Stop);
        Assert.DoesNotContain(Key, result.End.Message, StringComparison.Ordinal);
        Assert.All(log.Lines, line => Assert.DoesNotContain(Key, line.Line, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(bench.Folder), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Key))));
    }

    private static Dictionary<string, object?> Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
}
