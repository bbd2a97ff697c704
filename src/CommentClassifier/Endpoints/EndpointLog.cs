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
}
