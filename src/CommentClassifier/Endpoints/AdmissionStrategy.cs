using System.Globalization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CommentClassifier.Endpoints;

/// <summary>Each attempt waits for admission here and reports back what came of it.</summary>
internal sealed class AdmissionStrategy(AdmissionController admission, EndpointOptions options) : ResilienceStrategy<Attempt>
{
    protected override async ValueTask<Outcome<Attempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<Attempt>>> callback, ResilienceContext context, TState state)
    {
        var ask = context.Properties.GetValue(AskState.Key, null!);
        if (ask.Tokens > options.ContextWindow)
        {
            return Outcome.FromResult(new Attempt(Verdict.ContextOverflow, string.Create(CultureInfo.InvariantCulture,
                $"prompt and reply may use {ask.Tokens} tokens and {options.SettingName(nameof(EndpointOptions.ContextWindow))} is {options.ContextWindow}")));
        }

        if (admission.IsPoison(ask.Request.PromptTokens, ask.Request.MaxOutputTokens, out var limit))
        {
            return Outcome.FromResult(new Attempt(Verdict.Poison, string.Create(CultureInfo.InvariantCulture,
                $"the request may use {ask.Tokens} tokens and the limit is {limit} a minute")));
        }

        AdmissionPermit permit;
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ask.Stop);
            permit = await admission.AcquireAsync(ask.Tokens, waiting.Token).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (OperationCanceledException e)
        {
            return Outcome.FromException<Attempt>(e);
        }

        var report = new AdmissionReport(AttemptSignal.NotSent);
        var sent = ask.Sent;
        try
        {
            var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            report = Report(outcome, ask.Sent > sent);
            return outcome;
        }
        finally
        {
            admission.Release(permit, report);
        }
    }

    private static AdmissionReport Report(Outcome<Attempt> outcome, bool sent)
    {
        if (!sent || outcome.Exception is BrokenCircuitException)
        {
            return new AdmissionReport(AttemptSignal.NotSent);
        }

        if (outcome.Result is not { } attempt)
        {
            return new AdmissionReport(outcome.Exception is TimeoutRejectedException ? AttemptSignal.TimedOut : AttemptSignal.Failed);
        }

        var signal = attempt.Verdict switch
        {
            Verdict.RateLimited => AttemptSignal.RateLimited,
            Verdict.Overloaded => AttemptSignal.Overloaded,
            Verdict.Transient or Verdict.Unreachable => AttemptSignal.Failed,
            _ => AttemptSignal.Answered,
        };
        return new AdmissionReport(signal)
        {
            Wait = attempt.Wait,
            UsedTokens = attempt.Reply?.Usage is { } usage ? usage.PromptTokens + usage.CompletionTokens : null,
            AboutTokens = attempt.AboutTokens,
            Latency = attempt.Latency,
            Limits = attempt.Limits,
        };
    }
}
