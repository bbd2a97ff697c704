using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Simulator;

/// <summary>Error bodies as the servers send them.</summary>
internal static class SimulatedErrors
{
    public static Task WriteAsync(HttpContext context, int status, string message, string? type, string? parameter, string? code) =>
        WriteAsync(context, status, new { error = new { message, type, param = parameter, code } });

    public static Task ContentFilterAsync(HttpContext context) => WriteAsync(context, 400, new
    {
        error = new
        {
            message = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
            type = (string?)null,
            param = "prompt",
            code = "content_filter",
            status = 400,
            innererror = new { code = "ResponsibleAIPolicyViolation" },
        },
    });

    public static Task ContextOverflowAsync(HttpContext context, int limit, int asked) => WriteAsync(context, 400, string.Create(CultureInfo.InvariantCulture,
        $"This model's maximum context length is {limit} tokens. However, your messages resulted in {asked} tokens."), "invalid_request_error", "messages", "context_length_exceeded");

    public static Task UnsupportedAsync(HttpContext context, string parameter) => WriteAsync(context, 400,
        $"Unsupported parameter: '{parameter}' is not supported with this model.", "invalid_request_error", parameter, "unsupported_parameter");

    public static Task FormRefusedAsync(HttpContext context, string form) => WriteAsync(context, 400,
        $"Invalid parameter: 'response_format' of type '{form}' is not supported with this model.", "invalid_request_error", "response_format", null);

    public static Task PoisonAsync(HttpContext context, string model, double limit, double asked) => WriteAsync(context, 429, string.Create(CultureInfo.InvariantCulture,
        $"Request too large for {model} on tokens per min (TPM): Limit {limit:0}, Requested {asked:0}."), "tokens", null, "rate_limit_exceeded");

    public static Task RateLimitedAsync(HttpContext context, string model, SimulatorOptions options, double seconds, bool forTokens)
    {
        var headers = context.Response.Headers;
        var ms = Math.Max(1, Math.Ceiling(seconds * 1000));
        if (options.Headers == HeaderDialect.Azure)
        {
            headers["retry-after-ms"] = ms.ToString(CultureInfo.InvariantCulture);
            headers.RetryAfter = Math.Max(1, Math.Ceiling(seconds)).ToString(CultureInfo.InvariantCulture);
        }
        else if (options.Headers == HeaderDialect.OpenAI)
        {
            headers["retry-after-ms"] = ms.ToString(CultureInfo.InvariantCulture);
            headers.RetryAfter = Math.Max(1, Math.Ceiling(seconds)).ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, 429, string.Create(CultureInfo.InvariantCulture,
            $"Rate limit reached for {model} on {(forTokens ? "tokens per min (TPM)" : "requests per min (RPM)")}. Please try again in {ms:0}ms."),
            forTokens ? "tokens" : "requests", null, "rate_limit_exceeded");
    }

    /// <summary>A refusal for rate that no limit asked for, with one of the ways of saying when.</summary>
    public static Task RandomRateLimitAsync(HttpContext context, Dice dice, TimeProvider time)
    {
        var headers = context.Response.Headers;
        var words = "Rate limit reached.";
        var code = "rate_limit_exceeded";
        switch (dice.Next(8))
        {
            case 0: headers.RetryAfter = "1"; break;
            case 1: headers.RetryAfter = time.GetUtcNow().AddSeconds(1).ToString("R", CultureInfo.InvariantCulture); break;
            case 2: headers["retry-after-ms"] = "120"; break;
            case 3: headers.RetryAfter = "150ms"; break;
            case 4: words += " Please try again in 80ms."; break;
            case 5: headers.RetryAfter = "-1"; break;
            case 6: code = "slow_down"; break;
            default: headers.RetryAfter = "0"; break;
        }

        return WriteAsync(context, 429, words, "requests", null, code);
    }

    private static async Task WriteAsync<T>(HttpContext context, int status, T body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }
}
