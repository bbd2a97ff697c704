using System.Text;
using CommentClassifier.Endpoints;

namespace CommentClassifier.Tests.Endpoints;

public sealed class ErrorTriageTests
{
    public static TheoryData<string, int, string, string> Bodies => new()
    {
        { "OpenAI over a rate", 429, """{"error":{"message":"Rate limit reached for gpt-4o on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 120ms. Visit https://platform.openai.com/account/billing to raise it.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""", nameof(Verdict.RateLimited) },
        { "OpenAI over a token rate", 429, """{"error":{"message":"Rate limit reached on tokens per min (TPM): Limit 30000, Used 29000, Requested 1200. Please try again in 300ms.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""", nameof(Verdict.RateLimited) },
        { "OpenAI, asked more than the limit", 429, """{"error":{"message":"Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 33255. The input or output tokens must be reduced.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""", nameof(Verdict.Poison) },
        { "the same with thousands separated", 429, """{"error":{"message":"Limit 30,000, Requested 133,255.","type":"tokens","code":"rate_limit_exceeded"}}""", nameof(Verdict.Poison) },
        { "Azure over a rate", 429, """{"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation have exceeded call rate limit of your current OpenAI S0 pricing tier. Please retry after 1 second."}}""", nameof(Verdict.RateLimited) },
        { "all fields null", 429, """{"error":{"message":null,"type":null,"param":null,"code":null}}""", nameof(Verdict.RateLimited) },
        { "OpenAI slow down", 429, """{"error":{"message":"Slow down.","type":"slow_down","param":null,"code":"slow_down"}}""", nameof(Verdict.Overloaded) },
        { "OpenAI without quota", 429, """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", nameof(Verdict.Billing) },
        { "credit is used up", 429, """{"error":{"message":"x","type":"billing_error","param":null,"code":"credit_balance_exhausted"}}""", nameof(Verdict.Billing) },
        { "the organisation's spend limit", 403, """{"error":{"message":"x","type":null,"param":null,"code":"organization_spend_limit_exceeded"}}""", nameof(Verdict.Billing) },
        { "LiteLLM's budget", 400, """{"error":{"message":"Budget has been exceeded! Current cost: 1.2, Max budget: 1.0","type":"budget_exceeded","param":null,"code":"400"}}""", nameof(Verdict.Billing) },
        { "payment required", 402, "", nameof(Verdict.Billing) },
        { "OpenAI wrong key", 401, """{"error":{"message":"Incorrect API key provided: sk-x.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", nameof(Verdict.Authentication) },
        { "Azure wrong key", 401, """{"statusCode":401,"message":"Access denied due to invalid subscription key."}""", nameof(Verdict.Authentication) },
        { "forbidden", 403, """{"error":{"message":"Project does not have access.","type":null,"param":null,"code":null}}""", nameof(Verdict.Authentication) },
        { "Azure content filter", 400, """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", nameof(Verdict.ContentFilter) },
        { "inner code alone", 400, """{"error":{"message":"blocked","code":null,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", nameof(Verdict.ContentFilter) },
        { "LiteLLM wraps it", 400, """{"error":{"message":"litellm.ContentPolicyViolationError: AzureException - The response was filtered","type":null,"param":null,"code":"400"}}""", nameof(Verdict.ContentFilter) },
        { "OpenAI too long", 400, """{"error":{"message":"This model's maximum context length is 128000 tokens. However, your messages resulted in 140000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", nameof(Verdict.ContextOverflow) },
        { "vLLM too long, integer code", 400, """{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.","type":"BadRequestError","param":null,"code":400}""", nameof(Verdict.ContextOverflow) },
        { "vLLM about max_tokens and too long", 400, """{"error":{"message":"'max_tokens' or 'max_completion_tokens' is too large: 9000. This model's maximum context length is 4096 tokens and your request has 500 input tokens.","type":"BadRequestError","param":null,"code":400}}""", nameof(Verdict.ContextOverflow) },
        { "llama.cpp too long", 400, """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}""", nameof(Verdict.ContextOverflow) },
        { "body too large", 413, "", nameof(Verdict.ContextOverflow) },
        { "reasoning model: max_tokens", 400, """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}""", nameof(Verdict.UnsupportedParameter) },
        { "reasoning model: temperature", 400, """{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}""", nameof(Verdict.UnsupportedParameter) },
        { "LM Studio, error as a string", 400, """{"error":"'response_format.type' must be 'json_schema' or 'text'"}""", nameof(Verdict.UnsupportedParameter) },
        { "json_schema unknown", 400, """{"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.","type":"invalid_request_error","param":null,"code":null}}""", nameof(Verdict.UnsupportedParameter) },
        { "FastAPI forbids an extra field", 422, """{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"}]}""", nameof(Verdict.UnsupportedParameter) },
        { "no such model", 404, """{"error":{"message":"The model 'x' does not exist","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", nameof(Verdict.Configuration) },
        { "a redirect", 302, "", nameof(Verdict.Configuration) },
        { "some other bad request", 400, """{"error":{"message":"Invalid 'messages'.","type":"invalid_request_error","param":"messages","code":null}}""", nameof(Verdict.Configuration) },
        { "Ollama overloaded", 503, """{"error":{"message":"server busy, please try again.  maximum pending requests exceeded","type":"api_error","param":null,"code":null}}""", nameof(Verdict.Overloaded) },
        { "llama.cpp loading", 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", nameof(Verdict.Overloaded) },
        { "Anthropic-like overload", 529, """{"error":{"message":"Overloaded","type":"overloaded_error"}}""", nameof(Verdict.Overloaded) },
        { "server error", 500, """{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}""", nameof(Verdict.Transient) },
        { "gateway's HTML", 502, "<html>Bad gateway</html>", nameof(Verdict.Transient) },
        { "nothing at all", 503, "", nameof(Verdict.Transient) },
        { "request timeout", 408, "", nameof(Verdict.Transient) },
        { "LiteLLM cooling down", 429, """{"error":{"message":"No deployments available for selected model. Try again in 60 seconds.","type":null,"param":null,"code":"429"}}""", nameof(Verdict.RateLimited) },
        { "Google's array", 429, """[{"error":{"code":429,"message":"Resource exhausted. Please retry in 37.5s.","status":"RESOURCE_EXHAUSTED"}}]""", nameof(Verdict.RateLimited) },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Every_body_is_told_by_what_it_says(string server, int status, string body, string verdict)
    {
        var triage = ErrorTriage.Judge(status, _ => null, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);

        Assert.Equal((server, verdict), (server, triage.Verdict.ToString()));
        Assert.NotEmpty(triage.Message);
        Assert.DoesNotContain('\n', triage.Message);
    }

    [Theory]
    [InlineData("max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "\"max_tokens\"", "max_tokens")]
    [InlineData("named in words only", "Unrecognized request argument supplied: max_completion_tokens", "null", "max_completion_tokens")]
    [InlineData("nested", "Invalid schema", "\"response_format.json_schema.schema\"", "response_format")]
    [InlineData("strict", "response_format: strict is not supported", "\"response_format\"", "strict")]
    [InlineData("seed", "seed is not supported", "null", "seed")]
    public void The_refused_parameter_is_named(string form, string message, string parameter, string expected)
    {
        var body = $$"""{"error":{"message":"{{message}}","type":"invalid_request_error","param":{{parameter}},"code":null} }""";

        var triage = ErrorTriage.Judge(400, _ => null, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);

        Assert.Equal((form, expected), (form, triage.Parameter));
    }

    [Fact]
    public void What_the_body_asks_to_wait_is_found_when_no_header_says_it()
    {
        var body = """{"error":{"message":"Rate limit reached. Please try again in 6m0.5s.","type":"tokens","code":"rate_limit_exceeded"}}"""u8.ToArray();

        var triage = ErrorTriage.Judge(429, _ => null, body, DateTimeOffset.UnixEpoch);

        Assert.Equal(TimeSpan.FromSeconds(360.5), triage.Wait);
        Assert.True(triage.AboutTokens);
    }
}
