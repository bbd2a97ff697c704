using System.Globalization;

namespace CommentClassifier.Endpoints;

/// <summary>Status, headers and body to a verdict. Decided by the body first: servers, and proxies before them, agree on little else.</summary>
internal static class ErrorTriage
{
    private static readonly string[] BillingWords =
    [
        "insufficient_quota", "billing_hard_limit", "billing_not_active", "account is not active", "credit_balance", "credit balance", "spend_limit", "spending limit", "budget_exceeded", "budget has been exceeded",
        "exceededbudget", "payment required", "insufficient_balance", "insufficient balance", "insufficient credits",
        "insufficient_credits", "requires more credits",
    ];

    private static readonly string[] ContextWords =
    [
        "context_length_exceeded", "exceed_context_size_error", "maximum context length", "available context size", "context window", "contextwindowexceeded",
        "prompt is too long", "input is too long", "string_above_max_length", "longer than the maximum model length", "input length exceeds",
    ];

    private static readonly string[] FilterWords =
        ["content_filter", "responsibleaipolicyviolation", "content management policy", "contentpolicyviolation", "content_policy_violation"];

    private static readonly string[] OverloadWords =
        ["slow_down", "overloaded", "maximum pending requests", "server busy", "engine_overloaded", "no available server", "queue is full", "loading model"];

    private static readonly string[] FormWords =
        ["response_format", "json_schema", "json_object", "structured output", "grammar", "guided_json", "guided decoding", "additionalproperties"];

    private static readonly string[] RefusalWords =
        ["unsupported", "not supported", "not support", "unrecognized", "unknown", "invalid", "must be", "not allowed", "extra inputs", "not permitted", "failed to parse", "unexpected", "only the default"];

    private static readonly string[] Parameters = ["max_completion_tokens", "max_tokens", "temperature", "seed"];

    public static Triage Judge(int status, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var error = ErrorBody.Parse(body);
        var message = error.Message is { Length: > 0 } said ? OneLine(said) : $"HTTP {status.ToString(CultureInfo.InvariantCulture)} without an explanation";
        var verdict = VerdictOf(status, error);
        return new Triage(verdict, message)
        {
            Wait = verdict is Verdict.RateLimited or Verdict.Overloaded or Verdict.Transient ? RetryAfter.Find(header, error.Message, now) : null,
            Parameter = verdict == Verdict.UnsupportedParameter ? ParameterOf(error) : null,
            AboutTokens = error.Type == "tokens" || error.Words.Contains("tokens per min", StringComparison.Ordinal) || error.Words.Contains("tpm", StringComparison.Ordinal),
        };
    }

    private static Verdict VerdictOf(int status, ErrorBody error)
    {
        var words = error.Words;
        if (status is >= 300 and < 400)
        {
            return Verdict.Configuration; // Redirects are not followed: a key could follow them to another host.
        }

        if (status == 402 || (status is 400 or 403 or 429 && Has(words, BillingWords)))
        {
            return Verdict.Billing;
        }

        if (status is 401 || error.Code is "invalid_api_key" or "401" || words.Contains("authenticationerror", StringComparison.Ordinal))
        {
            return Verdict.Authentication;
        }

        if (Has(words, FilterWords))
        {
            return Verdict.ContentFilter;
        }

        if (status is 400 or 413 or 422 or 500 && Has(words, ContextWords))
        {
            return Verdict.ContextOverflow;
        }

        if (status == 429 || error.Code is "rate_limit_exceeded" or "429" || words.Contains("ratelimiterror", StringComparison.Ordinal))
        {
            return IsPoison(error.Message) ? Verdict.Poison : words.Contains("slow_down", StringComparison.Ordinal) ? Verdict.Overloaded : Verdict.RateLimited;
        }

        if (status is 503 or 529 or 500 && Has(words, OverloadWords))
        {
            return Verdict.Overloaded;
        }

        return status switch
        {
            400 or 422 or 501 when ParameterOf(error) is not null => Verdict.UnsupportedParameter,
            403 => Verdict.Authentication,
            413 => Verdict.ContextOverflow,
            408 or 409 or 425 => Verdict.Transient,
            >= 400 and < 500 or 501 => Verdict.Configuration,
            _ => Verdict.Transient,
        };
    }

    // "Limit 30000, Requested 33255": the request alone exceeds the limit; "Limit 30000, Used 29000, Requested 1200" only has to wait.
    internal static bool IsPoison(string? message)
    {
        if (message is null)
        {
            return false;
        }

        return NumberAfter(message, "Limit") is { } limit && NumberAfter(message, "Requested") is { } requested && requested > limit;
    }

    private static long? NumberAfter(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var i = at + word.Length;
            while (i < text.Length && text[i] is ' ' or ':' or '=')
            {
                i++;
            }

            long number = 0;
            var digits = 0;
            for (; i < text.Length && digits < 18; i++)
            {
                if (char.IsAsciiDigit(text[i]))
                {
                    number = (number * 10) + (text[i] - '0');
                    digits++;
                }
                else if (text[i] != ',' || i + 1 >= text.Length || !char.IsAsciiDigit(text[i + 1]))
                {
                    break;
                }
            }

            if (digits > 0)
            {
                return number;
            }
        }

        return null;
    }

    private static string? ParameterOf(ErrorBody error)
    {
        var named = error.Parameter?.Split('.', '[')[0];
        if (named is "response_format" || Array.IndexOf(Parameters, named) >= 0)
        {
            return named == "response_format" && error.Words.Contains("strict", StringComparison.Ordinal) ? "strict" : named;
        }

        if (Has(error.Words, FormWords) && (named is null || named.Length > 0))
        {
            return error.Words.Contains("strict", StringComparison.Ordinal) ? "strict" : "response_format";
        }

        return Has(error.Words, RefusalWords) ? Array.Find(Parameters, p => error.Words.Contains(p, StringComparison.Ordinal)) : null;
    }

    private static bool Has(string words, string[] any) => Array.Exists(any, w => words.Contains(w, StringComparison.Ordinal));

    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 500 ? line : line[..500] + "…";
    }
}
