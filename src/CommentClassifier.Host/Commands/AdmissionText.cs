using System.Globalization;
using CommentClassifier.Endpoints;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary>What the endpoint allows at this moment and what is waited for, in a few words; the terminal and the desk say the same.</summary>
internal static class AdmissionText
{
    public static string Of(RunProgress progress)
    {
        var at = progress.Endpoint;
        var text = string.Create(CultureInfo.InvariantCulture, $"{at.InFlight} in flight of {at.ConcurrencyLimit}");
        text += Limit(at.RequestsLastMinute, at.RequestsPerMinuteLimit, "requests") + Limit(at.TokensLastMinute, at.TokensPerMinuteLimit, "tokens");
        if (at.PaceFactor < 1)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", at {at.PaceFactor:P0} of the limit after refusals");
        }

        if (at.ShortPrompts > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {at.ShortPrompts:N0} prompts perhaps cut short");
        }

        return text + Waits(progress);
    }

    private static string Limit(double used, double? limit, string what) =>
        limit is { } most ? string.Create(CultureInfo.InvariantCulture, $", {used:N0} of {most:N0} {what} a minute") : "";

    private static string Waits(RunProgress progress) => progress.Endpoint switch
    {
        { WaitingFor: AdmissionWait.Requests } => ", waits for the request limit",
        { WaitingFor: AdmissionWait.Tokens } => ", waits for the token limit",
        { WaitingFor: AdmissionWait.Pause, WaitingTime: { } left } => string.Create(CultureInfo.InvariantCulture, $", pauses {Math.Ceiling(left.TotalSeconds)} s as the server asked"),
        { InFlight: 0, Waiting: 0 } when progress.InFlight > 0 => ", about to ask again",
        _ => "",
    };
}
