using Microsoft.Extensions.Logging;

namespace CommentClassifier.Endpoints;

/// <summary>What an endpoint logs (ids 3000 to 3099). No keys anywhere, no comment text but in <see cref="Sending"/> and <see cref="Reply"/>, at Trace.</summary>
internal static partial class EndpointLog
{
    [LoggerMessage(3000, LogLevel.Trace, "Sending to {Endpoint}: {Body}")]
    public static partial void Sending(ILogger logger, string endpoint, string body);

    [LoggerMessage(3001, LogLevel.Trace, "{Endpoint} replied: {Content}")]
    public static partial void Reply(ILogger logger, string endpoint, string content);

    [LoggerMessage(3002, LogLevel.Debug, "{Endpoint} attempt {Attempt} failed ({Verdict}, HTTP {Status}); again in {DelayMs} ms")]
    public static partial void Retrying(ILogger logger, string endpoint, int attempt, Verdict? verdict, int? status, double delayMs);

    [LoggerMessage(3003, LogLevel.Information, "{Endpoint} and {Model} speak {Dialect}")]
    public static partial void DialectFound(ILogger logger, string endpoint, string model, string dialect);

    [LoggerMessage(3004, LogLevel.Debug, "{Endpoint} refuses {Parameter}: {Message}")]
    public static partial void ParameterRefused(ILogger logger, string endpoint, string? parameter, string message);

    [LoggerMessage(3005, LogLevel.Warning, "{Endpoint} gave no answer ({Kind}, HTTP {Status}) after {Attempts} attempts")]
    public static partial void GaveUp(ILogger logger, string endpoint, ChatFailure kind, int? status, int attempts);

    [LoggerMessage(3006, LogLevel.Warning, "{Endpoint} counted {Counted} prompt tokens where {Sent} were sent: it may cut long prompts")]
    public static partial void ShortPrompt(ILogger logger, string endpoint, int counted, int sent);

    [LoggerMessage(3007, LogLevel.Debug, "{Endpoint} asks to wait: nothing goes for {Seconds} s")]
    public static partial void Pausing(ILogger logger, string endpoint, double seconds);

    [LoggerMessage(3008, LogLevel.Information, "{Endpoint} allows {Requests} requests and {Tokens} tokens a minute by its own word")]
    public static partial void LimitsTold(ILogger logger, string endpoint, double? requests, double? tokens);

    [LoggerMessage(3009, LogLevel.Debug, "{Endpoint} is under pressure: at most {Limit} in flight")]
    public static partial void Cut(ILogger logger, string endpoint, int limit);

    [LoggerMessage(3010, LogLevel.Debug, "{Endpoint} refuses within its limits: {Share} of the rate is used")]
    public static partial void Slowed(ILogger logger, string endpoint, double share);
}
