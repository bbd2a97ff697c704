using System.Globalization;
using Polly;
using Polly.Timeout;

namespace CommentClassifier.Endpoints;

/// <summary>A failed question as data: what it asks of the run, and one line for people that names the place and the remedy.</summary>
internal static class FailureMessages
{
    public static ChatOutcome.Failed Failed(Outcome<Attempt> outcome, EndpointOptions options, Uri address, string model, RetryRules rules)
    {
        var host = address.IsDefaultPort ? address.Host : address.Authority;
        if (outcome.Result is not { } attempt)
        {
            return outcome.Exception is TimeoutRejectedException
                ? new ChatOutcome.Failed(ChatFailure.Unavailable, string.Create(CultureInfo.InvariantCulture,
                    $"{host} did not answer within {options.AttemptTimeoutSeconds} s ({options.SettingName(nameof(EndpointOptions.AttemptTimeoutSeconds))})."))
                : new ChatOutcome.Failed(ChatFailure.Unavailable, NotThere(options, host, rules.Unreached ?? "every attempt of the last seconds failed"));
        }

        var (kind, message) = attempt.Verdict switch
        {
            Verdict.Poison => (ChatFailure.TooLargeForLimit, $"{host}: the request is larger than the limit: {attempt.Message}"),
            Verdict.ContextOverflow => (ChatFailure.ContextOverflow, $"{host}: the request is larger than the context of {model}: {attempt.Message}"),
            Verdict.ContentFilter => (ChatFailure.ContentFilter, $"{host}: stopped by the content filter: {attempt.Message}"),
            Verdict.Billing => (ChatFailure.Billing, $"{host} refuses for money or quota: {Sentence(attempt.Message)} Top up or raise the limit there, then repeat the command."),
            Verdict.Authentication => (ChatFailure.Authentication,
                $"{host} {(attempt.Status is null ? "cannot be asked" : "refuses the key")}: {Sentence(attempt.Message)} Check the variable that {options.SettingName(nameof(EndpointOptions.ApiKeyVariable))} names."),
            Verdict.UnsupportedParameter or Verdict.Configuration => (ChatFailure.Configuration,
                $"{host} refuses requests for {model} (HTTP {attempt.Status}): {Sentence(attempt.Message)} Check the model and {options.SettingName(nameof(EndpointOptions.BaseUrl))}."),
            Verdict.Unreachable => (ChatFailure.Unavailable, rules.HasAnswered ? $"{host} is not there any more: {attempt.Message}." : NotThere(options, host, attempt.Message)),
            Verdict.RateLimited or Verdict.Overloaded when attempt.Wait > options.RetryFor => (ChatFailure.Unavailable, string.Create(CultureInfo.InvariantCulture,
                $"{host} asks to wait {attempt.Wait.Value:g}, longer than {options.SettingName(nameof(EndpointOptions.RetryForSeconds))} allows: {Sentence(attempt.Message)} Repeat the command after that time.")),
            _ => (ChatFailure.Unavailable, $"{host} is not available: {attempt.Message}"),
        };
        return new ChatOutcome.Failed(kind, message) { Status = attempt.Status, Body = attempt.Body };
    }

    /// <summary>What a server says, closed so that the remedy can follow.</summary>
    private static string Sentence(string message) => message.TrimEnd() is [.., '.' or '!' or '?' or '。'] closed ? closed : message.TrimEnd() + ".";

    private static string NotThere(EndpointOptions options, string host, string why) =>
        $"{host} cannot be reached ({why.TrimEnd('.')}): check {options.SettingName(nameof(EndpointOptions.BaseUrl))} and that the server runs.";
}
