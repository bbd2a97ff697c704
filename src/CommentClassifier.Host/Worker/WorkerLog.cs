using Microsoft.Extensions.Logging;

namespace CommentClassifier.Host.Worker;

/// <summary>The worker's messages.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(6001, LogLevel.Information, "Run {Run} has its turn")]
    public static partial void Started(ILogger logger, string run);

    [LoggerMessage(6002, LogLevel.Information, "Run {Run} came to rest: {Status} {Message}")]
    public static partial void Rested(ILogger logger, string run, string status, string message);

    [LoggerMessage(6003, LogLevel.Error, "Run {Run} failed")]
    public static partial void Failed(ILogger logger, string run, Exception failure);

    [LoggerMessage(6004, LogLevel.Error, "The queue cannot be read; trying again in {Seconds} s")]
    public static partial void QueueFailed(ILogger logger, double seconds, Exception failure);
}
