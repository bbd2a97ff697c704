using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CommentClassifier.Endpoints;

/// <summary>Whether and when a failed attempt is repeated: bounded in attempts and in time, and far sooner for an endpoint that never answered.</summary>
internal sealed class RetryRules(EndpointOptions options, TimeProvider time, EndpointTelemetry telemetry, Func<double> random)
{
    // With a connection attempt of at most 4 s behind it, an endpoint that is not there ends in about 10 s, the start of the process
    // not counted: 15 s hold on a busy machine too.
    private static readonly TimeSpan PatienceWithStrangers = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private const int RefusalsPerRetry = 4;

    private static readonly TimeSpan GivesUpFor = TimeSpan.FromSeconds(10);

    private long firstTried;
    private long gaveUp;

    /// <summary>Whether the endpoint has ever answered anything.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether it was just given up as not being there, so that whoever still waits in line need not try as well.</summary>
    public bool HasGivenUp => !HasAnswered && Interlocked.Read(ref gaveUp) is not 0 and var at && time.GetElapsedTime(at) < GivesUpFor;

    public void Tried()
    {
        if (Interlocked.Read(ref gaveUp) is not 0 and var at && time.GetElapsedTime(at) >= GivesUpFor && Interlocked.CompareExchange(ref gaveUp, 0, at) == at)
        {
            Interlocked.Exchange(ref firstTried, 0); // A later run on the same client has patience anew.
        }

        Interlocked.CompareExchange(ref firstTried, time.GetTimestamp(), 0);
    }

    public void Answered() => HasAnswered = true;

    /// <summary>Why the last connection failed, in the system's own words; null while all came about.</summary>
    public string? Unreached { get; set; }

    public async ValueTask<bool> ShouldRetryAsync(RetryPredicateArguments<Attempt> args)
    {
        var ask = args.Context.Properties.GetValue(AskState.Key, null!);
        if (!ShouldRetry(args.Outcome, ask, args.Context.CancellationToken))
        {
            return false;
        }

        if ((args.Outcome.Exception is TimeoutRejectedException || args.Outcome.Result is { IsLost: true }) && !await ask.MayRepeatAsync().ConfigureAwait(false))
        {
            return false;
        }

        telemetry.Retrying(args.Outcome.Result, ask.Sent, Delay(args.Outcome, ask));
        return true;
    }

    public ValueTask<TimeSpan?> DelayAsync(RetryDelayGeneratorArguments<Attempt> args) =>
        ValueTask.FromResult<TimeSpan?>(Delay(args.Outcome, args.Context.Properties.GetValue(AskState.Key, null!)));

    private bool ShouldRetry(Outcome<Attempt> outcome, AskState ask, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || !Counts(outcome, ask))
        {
            return false;
        }

        var elapsed = ask.FirstSent is { } first ? time.GetElapsedTime(first) : TimeSpan.Zero;
        var delay = Delay(outcome, ask);
        if (elapsed + delay + (outcome.Result?.Wait ?? TimeSpan.Zero) > options.RetryFor)
        {
            return false;
        }

        // Its own clock, shared by all questions: sixty-four of them do not each spend the patience anew.
        if (!HasAnswered && outcome.Result is not { Verdict: Verdict.RateLimited or Verdict.Overloaded }
            && (outcome.Exception is BrokenCircuitException || outcome.Result?.Verdict == Verdict.Unreachable)
            && time.GetElapsedTime(Interlocked.Read(ref firstTried)) + delay > PatienceWithStrangers)
        {
            Interlocked.CompareExchange(ref gaveUp, time.GetTimestamp(), 0);
            return false;
        }

        return true;
    }

    private bool Counts(Outcome<Attempt> outcome, AskState ask)
    {
        switch (outcome)
        {
            case { Exception: BrokenCircuitException }:
                return true; // Not sent: bounded by time alone.
            case { Exception: TimeoutRejectedException }:
                return ++ask.Failures <= options.MaxRetries;
            case { Result: { Verdict: Verdict.RateLimited or Verdict.Overloaded } }:
                return ++ask.Refusals <= options.MaxRetries * RefusalsPerRetry;
            case { Result: { Verdict: Verdict.Unreachable } }:
                return options.MaxRetries > 0; // A server that restarts in mid-run is waited for, bounded by time.
            case { Result: { IsTransient: true } }:
                return ++ask.Failures <= options.MaxRetries;
            default:
                return false;
        }
    }

    private TimeSpan Delay(Outcome<Attempt> outcome, AskState ask)
    {
        if (outcome.Exception is BrokenCircuitException broken)
        {
            return (broken.RetryAfter ?? TimeSpan.FromSeconds(1)) + (random() * TimeSpan.FromMilliseconds(500));
        }

        // A refusal pauses admission for all; the one refused need not wait twice.
        if (outcome.Result is { Verdict: Verdict.RateLimited })
        {
            return TimeSpan.Zero;
        }

        if (outcome.Result?.Wait is { } asked && outcome.Result.Verdict != Verdict.Overloaded)
        {
            return asked + (random() * TimeSpan.FromMilliseconds(100));
        }

        var tries = Math.Max(0, Math.Max(ask.Failures, ask.Refusals) - 1);
        var ceiling = Math.Min(LongestDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(tries, 10)));
        return TimeSpan.FromSeconds(ceiling * (0.5 + (random() / 2)));
    }
}
