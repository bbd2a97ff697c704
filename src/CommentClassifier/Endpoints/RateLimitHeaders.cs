using System.Globalization;

namespace CommentClassifier.Endpoints;

/// <summary>A server's limits as its headers tell them, in OpenAI's dialect (durations) or Azure's (bare integers).</summary>
/// <param name="RequestsPerMinute">The limit on requests, or null.</param>
/// <param name="TokensPerMinute">The limit on tokens, or null.</param>
internal readonly record struct RateLimitHeaders(double? RequestsPerMinute, double? TokensPerMinute)
{
    public static RateLimitHeaders Read(Func<string, string?> header) =>
        new(PerMinute(header, "requests"), PerMinute(header, "tokens"));

    private static double? PerMinute(Func<string, string?> header, string what)
    {
        // LiteLLM relays its provider's headers under a prefix.
        var prefix = "";
        if (header($"x-ratelimit-limit-{what}") is not { } text)
        {
            prefix = "llm_provider-";
            text = header($"{prefix}x-ratelimit-limit-{what}");
        }

        if (text is null || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) || limit <= 0)
        {
            return null;
        }

        return IsDaily(header, prefix, what, limit) ? null : limit;
    }

    // A limit's period is the time it takes to fill again over the part that is used up: some OpenAI tiers show a limit a day here.
    private static bool IsDaily(Func<string, string?> header, string prefix, string what, double limit)
    {
        if (!double.TryParse(header($"{prefix}x-ratelimit-remaining-{what}"), NumberStyles.Float, CultureInfo.InvariantCulture, out var remaining)
            || remaining >= limit
            || RetryAfter.Duration(header($"{prefix}x-ratelimit-reset-{what}")) is not { } reset)
        {
            return false;
        }

        return reset.TotalSeconds * limit / (limit - remaining) > 600;
    }
}
