using System.Diagnostics;
using System.Text.Json.Nodes;
using CommentClassifier.Endpoints;
using Microsoft.Extensions.Logging;
using WireMock.ResponseBuilders;

namespace CommentClassifier.Tests.Endpoints;

public sealed class ChatEndpointTests
{
    [Fact]
    public async Task An_answer_comes_with_all_that_the_ledger_keeps()
    {
        using var wire = new Wire().ThenAnswers();

        var answered = Assert.IsType<ChatOutcome.Answered>(await wire.AskAsync());

        Assert.Equal(("""{"results":[]}""", "stop", "m-1", "fp", 1), (answered.Content, answered.FinishReason, answered.Model, answered.Fingerprint, answered.HttpAttempts));
        Assert.Equal(new ChatUsage(11, 3, 2), answered.Usage);
        Assert.True(answered.Latency > TimeSpan.Zero);
    }

    [Fact]
    public async Task The_request_is_the_protocols_and_has_no_needless_escapes()
    {
        using var wire = new Wire().ThenAnswers();
        await wire.AskAsync();

        var body = Assert.Single(wire.Bodies);
        Assert.Contains("Don't — ever — do “this” & that <now>.", body, StringComparison.Ordinal);
        var json = JsonNode.Parse(body)!;
        Assert.Equal("m", (string)json["model"]!);
        Assert.Equal(Wire.Question.UserText, (string)json["messages"]![1]!["content"]!);
        Assert.Equal(100, (int)json["max_tokens"]!);
        Assert.Equal("json_schema", (string)json["response_format"]!["type"]!);
        Assert.True((bool)json["response_format"]!["json_schema"]!["strict"]!);
        Assert.EndsWith("/v1/chat/completions", wire.Server.LogEntries.Single().RequestMessage.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, """{"error":{"message":"slow","type":"requests","code":"rate_limit_exceeded"}}""", "retry-after-ms", "20")]
    [InlineData(429, """{"error":{"message":"slow","type":"requests","code":"rate_limit_exceeded"}}""", "Retry-After", "0.02")]
    [InlineData(429, """{"error":{"message":"slow","type":"requests","code":"rate_limit_exceeded"}}""", "Retry-After", "20ms")]
    [InlineData(429, """{"error":{"message":"Please try again in 20ms.","type":"tokens","code":"rate_limit_exceeded"}}""", null, null)]
    [InlineData(429, """{"error":{"message":null,"type":null,"param":null,"code":null}}""", "Retry-After", "0")]
    [InlineData(503, "", "retry-after-ms", "20")]
    [InlineData(503, """{"error":"maximum pending requests exceeded"}""", "Retry-After", "-3")]
    [InlineData(500, """{"error":{"message":"oops","type":"server_error","code":null}}""", null, null)]
    [InlineData(502, "<html>", null, null)]
    [InlineData(200, "<html>a captive portal</html>", null, null)]
    [InlineData(200, "", null, null)]
    [InlineData(200, """{"choices":[]}""", null, null)]
    [InlineData(200, """{"error":{"message":"upstream is overloaded","code":502}}""", null, null)]
    public async Task What_passes_is_asked_again(int status, string body, string? header, string? value)
    {
        using var wire = new Wire();
        wire.Then(status, body, header is null ? [] : [(header, value!)]).ThenAnswers();

        var answered = Assert.IsType<ChatOutcome.Answered>(await wire.AskAsync());

        Assert.Equal(2, answered.HttpAttempts);
        Assert.Equal((1, 0), (wire.Endpoint.Snapshot.Retries, wire.Endpoint.Snapshot.InFlight));
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}""", ChatFailure.Authentication)]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}""", ChatFailure.Billing)]
    [InlineData(429, """{"error":{"message":"Request too large: Limit 30000, Requested 33255.","type":"tokens","code":"rate_limit_exceeded"}}""", ChatFailure.TooLargeForLimit)]
    [InlineData(400, """{"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", ChatFailure.ContentFilter)]
    [InlineData(400, """{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400}""", ChatFailure.ContextOverflow)]
    [InlineData(404, """{"error":{"message":"The model 'm' does not exist","code":"model_not_found"}}""", ChatFailure.Configuration)]
    public async Task What_never_passes_is_asked_once(int status, string body, ChatFailure kind)
    {
        using var wire = new Wire().Then(status, body);

        var failed = Assert.IsType<ChatOutcome.Failed>(await wire.AskAsync());

        Assert.Equal((kind, status, body, 1), (failed.Kind, failed.Status, failed.Body, failed.HttpAttempts));
        Assert.Single(wire.Bodies);
    }

    [Fact]
    public async Task Retries_end()
    {
        using var wire = new Wire(o => o with { MaxRetries = 2 }).Then(500, "", ("retry-after-ms", "5"));

        var failed = Assert.IsType<ChatOutcome.Failed>(await wire.AskAsync());

        Assert.Equal((ChatFailure.Unavailable, 3), (failed.Kind, failed.HttpAttempts));
    }

    [Fact]
    public async Task A_wait_longer_than_the_patience_is_not_begun()
    {
        using var wire = new Wire(o => o with { RetryForSeconds = 60 }).Then(429, "{}", ("Retry-After", "3600"));

        var failed = Assert.IsType<ChatOutcome.Failed>(await wire.AskAsync());

        Assert.Equal((ChatFailure.Unavailable, 1), (failed.Kind, failed.HttpAttempts));
        Assert.Contains("1:00:00", failed.Message, StringComparison.Ordinal);
        Assert.Contains("CommentClassifier:Endpoints:wire:RetryForSeconds", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_hangs_is_given_up_and_asked_again()
    {
        using var wire = new Wire(o => o with { AttemptTimeoutSeconds = 1, MaxRetries = 1 });
        wire.Then(Response.Create().WithBody(Wire.Completion).WithDelay(TimeSpan.FromSeconds(20)));

        var failed = Assert.IsType<ChatOutcome.Failed>(await wire.AskAsync());

        Assert.Equal((ChatFailure.Unavailable, 2, 2), (failed.Kind, failed.HttpAttempts, wire.Endpoint.Snapshot.TimedOut));
        Assert.Contains("CommentClassifier:Endpoints:wire:AttemptTimeoutSeconds", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultType.EMPTY_RESPONSE)]
    [InlineData(FaultType.MALFORMED_RESPONSE_CHUNK)]
    public async Task A_broken_response_is_asked_again(FaultType fault)
    {
        using var wire = new Wire();
        wire.Then(Response.Create().WithBody(Wire.Completion).WithFault(fault)).ThenAnswers();

        Assert.Equal(2, Assert.IsType<ChatOutcome.Answered>(await wire.AskAsync()).HttpAttempts);
    }

    [Fact]
    public async Task An_attempt_that_was_lost_is_counted_and_only_repeated_on_leave()
    {
        using var wire = new Wire();
        wire.Then(Response.Create().WithBody(Wire.Completion).WithFault(FaultType.EMPTY_RESPONSE)).Then(500, "", ("retry-after-ms", "5")).ThenAnswers();
        var asked = 0;
        var answered = Assert.IsType<ChatOutcome.Answered>(await wire.Endpoint.AskAsync(
            Wire.Question, () => ValueTask.FromResult(++asked == 1), CancellationToken.None, TestContext.Current.CancellationToken));

        // The server that answered 500 has charged for nothing: no leave is asked for it.
        Assert.Equal((3, 1, 1), (answered.HttpAttempts, answered.LostAttempts, asked));
    }

    [Fact]
    public async Task A_lost_attempt_that_must_not_be_repeated_is_the_last()
    {
        using var wire = new Wire();
        wire.Then(Response.Create().WithBody(Wire.Completion).WithFault(FaultType.EMPTY_RESPONSE)).ThenAnswers();
        var failed = Assert.IsType<ChatOutcome.Failed>(await wire.Endpoint.AskAsync(
            Wire.Question, () => ValueTask.FromResult(false), CancellationToken.None, TestContext.Current.CancellationToken));

        Assert.Equal((ChatFailure.Unavailable, 1, 1), (failed.Kind, failed.HttpAttempts, failed.LostAttempts));
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    public async Task What_does_not_fit_the_models_context_window_is_not_sent(int window, bool sent)
    {
        using var wire = new Wire(o => o with { ContextWindow = window }).ThenAnswers();

        var outcome = await wire.Endpoint.AskAsync(Wire.Question with { PromptTokens = 200, MaxOutputTokens = 100 }, TestContext.Current.CancellationToken);

        Assert.Equal(sent ? 1 : 0, outcome.HttpAttempts);
        Assert.Equal(sent, outcome is ChatOutcome.Answered);
        if (!sent)
        {
            var failed = Assert.IsType<ChatOutcome.Failed>(outcome);
            Assert.Equal(ChatFailure.ContextOverflow, failed.Kind);
            Assert.Contains("CommentClassifier:Endpoints:wire:ContextWindow", failed.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(22, 0)]
    [InlineData(1000, 1)]
    public async Task A_server_that_counts_far_fewer_prompt_tokens_than_were_sent_is_suspected_of_cutting_them(int sent, int suspected)
    {
        using var wire = new Wire().ThenAnswers();

        await wire.Endpoint.AskAsync(Wire.Question with { PromptTokens = sent }, TestContext.Current.CancellationToken);

        Assert.Equal(suspected, wire.Endpoint.Snapshot.ShortPrompts);
        Assert.Equal(suspected, wire.Log.Lines.Count(line => line.Line.Contains("may cut long prompts", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cancelling_throws_and_leaves_nothing_in_flight()
    {
        using var wire = new Wire().Then(Response.Create().WithBody(Wire.Completion).WithDelay(TimeSpan.FromSeconds(20)));
        using var cancel = new CancellationTokenSource();
        var asking = wire.Endpoint.AskAsync(Wire.Question, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, wire.Endpoint.Snapshot.InFlight);
    }

    [Fact]
    public async Task A_refused_parameter_is_left_out_without_spending_a_retry_and_remembered()
    {
        using var wire = new Wire(o => o with { MaxRetries = 0 });
        wire.Then(400, """{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}}""")
            .Then(400, """{"error":{"message":"'temperature' does not support 0","param":"temperature","code":"unsupported_value"}}""")
            .Then(400, """{"error":"'response_format.type' must be 'text'"}""")
            .ThenAnswers();

        Assert.IsType<ChatOutcome.Answered>(await wire.AskAsync());
        Assert.IsType<ChatOutcome.Answered>(await wire.AskAsync());

        Assert.Equal(5, wire.Bodies.Count);
        var expected = new Dialect { Form = ResponseForm.Schema, MaxCompletionTokens = true, Temperature = false };
        Assert.Equal(expected, Dialect.FromJson(Assert.Single(wire.Found).Json));
        var last = JsonNode.Parse(wire.Bodies[^1])!;
        Assert.Equal(((int?)100, null, null), ((int?)last["max_completion_tokens"], last["max_tokens"], last["temperature"]));
        Assert.Null(last["response_format"]!["json_schema"]!["strict"]);
    }

    [Fact]
    public async Task A_dialect_remembered_from_an_earlier_run_is_used_at_once()
    {
        using var wire = new Wire(remembered: new Dialect { Form = ResponseForm.JsonObject, MaxCompletionTokens = true, Seed = false }).ThenAnswers();

        Assert.True(wire.Endpoint.DialectKnown);
        Assert.IsType<ChatOutcome.Answered>(await wire.AskAsync());
        var sent = JsonNode.Parse(Assert.Single(wire.Bodies))!;
        Assert.Equal(("json_object", null), ((string)sent["response_format"]!["type"]!, sent["seed"]));
        Assert.Contains("JSON Schema s:", (string)sent["messages"]![0]!["content"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        using var other = new Wire().ThenAnswers();
        using var wire = new Wire().Then(307, "", ("Location", other.Server.Url + "/v1/chat/completions"));

        var failed = Assert.IsType<ChatOutcome.Failed>(await wire.AskAsync());

        Assert.Equal(ChatFailure.Configuration, failed.Kind);
        Assert.Empty(other.Bodies);
    }

    [Fact]
    public async Task The_key_travels_in_its_header_and_stands_in_no_log_and_no_error()
    {
        const string Secret = "sk-secret-0123456789";
        using var wire = new Wire(o => o with { ApiKeyVariable = "MY_KEY" }, _ => Secret);
        wire.Then(500, $"you sent {Secret}", ("retry-after-ms", "1")).Then(401, $$"""{"error":{"message":"Incorrect API key provided: {{Secret}}.","code":"invalid_api_key"} }""");

        var failed = Assert.IsType<ChatOutcome.Failed>(await wire.AskAsync());

        Assert.All(wire.Server.LogEntries, e => Assert.Equal($"Bearer {Secret}", e.RequestMessage.Headers!["Authorization"].Single()));
        Assert.DoesNotContain(Secret, failed.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(wire.Log.Lines);
        Assert.All(wire.Log.Lines, l => Assert.DoesNotContain(Secret, l.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_text_of_a_comment_is_logged_at_trace_only()
    {
        using var wire = new Wire().Then(500, "", ("retry-after-ms", "1")).ThenAnswers();
        await wire.AskAsync();

        Assert.Contains(wire.Log.Lines, l => l.Line.Contains("ever", StringComparison.Ordinal) && l.Level == LogLevel.Trace);
        Assert.DoesNotContain(wire.Log.Lines, l => l.Line.Contains("— ever —", StringComparison.Ordinal) && l.Level != LogLevel.Trace);
    }

    [Fact]
    public async Task An_Azure_deployment_is_addressed_by_its_url_and_version()
    {
        using var wire = new Wire(o => o with { Kind = EndpointKind.AzureDeployment, ApiVersion = "2025-01-01-preview", ApiKeyVariable = "K" }, _ => "azure-key").ThenAnswers();
        await wire.AskAsync();

        var request = wire.Server.LogEntries.Single().RequestMessage;
        Assert.Equal("/openai/deployments/m/chat/completions", request.Path);
        Assert.Equal("2025-01-01-preview", request.Query!["api-version"].Single());
        Assert.Equal("azure-key", request.Headers!["api-key"].Single());
    }

    [Fact]
    public async Task Azures_v1_path_is_addressed_without_a_version()
    {
        using var wire = new Wire(o => o with { Kind = EndpointKind.AzureV1, ApiKeyVariable = "K" }, _ => "azure-key").ThenAnswers();
        await wire.AskAsync();

        var request = wire.Server.LogEntries.Single().RequestMessage;
        Assert.Equal("/openai/v1/chat/completions", request.Path);
        Assert.Equal("azure-key", request.Headers!["api-key"].Single());
        Assert.True(request.Query is null or { Count: 0 });
    }

    [Fact]
    public async Task Spans_carry_the_GenAI_names()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "CommentClassifier",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a =>
            {
                lock (spans)
                {
                    spans.Add(a);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var wire = new Wire().ThenAnswers();
        await wire.AskAsync();

        var span = Assert.Single(spans, s => (int?)s.GetTagItem("server.port") == wire.Endpoint.Address.Port);
        Assert.Equal(("chat", "m", "m-1", 11, 3), (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.request.model"),
            span.GetTagItem("gen_ai.response.model"), span.GetTagItem("gen_ai.usage.input_tokens"), span.GetTagItem("gen_ai.usage.output_tokens")));
    }
}
