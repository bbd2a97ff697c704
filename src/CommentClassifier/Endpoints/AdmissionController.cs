using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommentClassifier.Endpoints;

/// <summary>
/// One per endpoint and model: decides when an attempt may go. First come, first served; O(1) a request; nothing polls. What waits is woken by
/// an attempt that comes back or by one timer set for the moment when the first in line may go.
/// </summary>
internal sealed class AdmissionController : IDisposable
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly string endpoint;
    private readonly long epoch;
    private readonly double longestPause;
    private readonly ITimer timer;
    private readonly Queue<Waiter> line = new();
    private readonly ConcurrencyLimit concurrency;
    private readonly RateBudget requests;
    private readonly RateBudget tokens;
    private readonly PaceFactor pace = new();
    private readonly LatencyWindow latencies = new();
    private readonly Pacer ramp = new();
    private bool refunds;
    private readonly bool learnsAccounting;
    private int inFlight;
    private int peakInFlight;
    private int waiting;
    private double pauseUntil = double.NegativeInfinity;
    private double rampUntil = double.NegativeInfinity;
    private double armedFor = double.PositiveInfinity;
    private double usedShare = 1;
    private int unknownWaits;
    private long attempts;
    private long rateLimited;
    private long overloaded;
    private long timedOut;
    private long failed;

    public AdmissionController(EndpointOptions options, TokenAccounting accounting, TimeProvider time, ILogger? logger = null)
    {
        this.time = time;
        this.logger = logger ?? NullLogger.Instance;
        endpoint = options.Name.Length > 0 ? options.Name : options.BaseUrl;
        epoch = time.GetTimestamp();
        longestPause = options.RetryForSeconds;
        refunds = accounting != TokenAccounting.Admission;
        learnsAccounting = accounting == TokenAccounting.Auto;
        concurrency = new ConcurrencyLimit(options.Concurrency, options.MaxInFlight);
        requests = new RateBudget(options.Rpm);
        tokens = new RateBudget(options.Tpm, sized: true);
        requests.Apply(1, 0);
        tokens.Apply(1, 0);
        timer = time.CreateTimer(static state => ((AdmissionController)state!).Tick(), this, Never, Never);
    }

    /// <summary>Whether a request exceeds the whole token limit, so that waiting never helps.</summary>
    public bool IsPoison(int promptTokens, int outputTokens, out double limit)
    {
        lock (gate)
        {
            limit = tokens.PerMinute ?? double.PositiveInfinity;
            return promptTokens + (refunds ? 0 : outputTokens) > limit;
        }
    }

    /// <summary>Waits for leave to send an attempt that may use so many tokens.</summary>
    public ValueTask<AdmissionPermit> AcquireAsync(int tokenCount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (gate)
        {
            var now = Now;
            if (waiting == 0 && ReadyAt(now) <= now)
            {
                var permit = new AdmissionPermit(tokenCount, Expected(tokenCount));
                Commit(permit, now);
                return ValueTask.FromResult(permit);
            }

            waiter = new Waiter(tokenCount);
            line.Enqueue(waiter);
            waiting++;
            Pump(now);
        }

        return waiter.WaitAsync(this, cancellationToken);
    }

    /// <summary>Gives a permit back with what came of the attempt; a second time does nothing.</summary>
    public void Release(AdmissionPermit permit, in AdmissionReport report)
    {
        if (!permit.TryReturn())
        {
            return;
        }

        lock (gate)
        {
            var now = Now;
            Settle(permit, report, now);
            if (requests.Rebase(report.Limits.RequestsPerMinute, pace.Value, now) | tokens.Rebase(report.Limits.TokensPerMinute, pace.Value, now))
            {
                EndpointLog.LimitsTold(logger, endpoint, requests.PerMinute, tokens.PerMinute);
            }

            var cuts = concurrency.Cuts;
            Adapt(report, now);
            if (concurrency.Cuts > cuts)
            {
                EndpointLog.Cut(logger, endpoint, concurrency.Current);
            }

            inFlight--;
            Pump(now);
        }
    }

    /// <summary>Requests on the wire, and how many may be.</summary>
    public (int OnWire, int Limit) Load => (Volatile.Read(ref inFlight), concurrency.Current);

    /// <summary>What is allowed and waited for now.</summary>
    public EndpointSnapshot Snapshot()
    {
        lock (gate)
        {
            var now = Now;
            var ready = ReadyAt(now);
            return new EndpointSnapshot
            {
                InFlight = inFlight,
                PeakInFlight = peakInFlight,
                ConcurrencyLimit = concurrency.Current,
                RequestsPerMinuteLimit = requests.PerMinute,
                TokensPerMinuteLimit = tokens.PerMinute,
                RequestsLastMinute = requests.Used.Sum(now),
                TokensLastMinute = tokens.Used.Sum(now),
                PaceFactor = pace.Value,
                Waiting = waiting,
                WaitingFor = waiting == 0 ? AdmissionWait.None : Reason(ready),
                WaitingTime = waiting > 0 && double.IsFinite(ready) && ready > now ? TimeSpan.FromSeconds(ready - now) : null,
                Attempts = attempts,
                RateLimited = rateLimited,
                Overloaded = overloaded,
                TimedOut = timedOut,
                Failed = failed,
                Cuts = concurrency.Cuts,
                MedianLatency = latencies.Median,
            };
        }
    }

    public void Dispose() => timer.Dispose();

    private double Now => time.GetElapsedTime(epoch).TotalSeconds;

    // The moment from which the first in line may go; infinity while only a returning attempt can let it.
    private double ReadyAt(double now)
    {
        if (inFlight >= concurrency.Current)
        {
            return double.PositiveInfinity;
        }

        var ready = Math.Max(pauseUntil, Math.Max(requests.ReadyAt, tokens.ReadyAt));
        return now < rampUntil ? Math.Max(ready, ramp.ReadyAt) : ready;
    }

    private AdmissionWait Reason(double ready) =>
        double.IsPositiveInfinity(ready) ? AdmissionWait.Concurrency
        : ready <= pauseUntil ? AdmissionWait.Pause
        : ready <= requests.ReadyAt ? AdmissionWait.Requests
        : ready <= tokens.ReadyAt ? AdmissionWait.Tokens
        : AdmissionWait.Pause;

    private void Commit(AdmissionPermit permit, double now)
    {
        if (pace.Recover(now))
        {
            ApplyPace(now);
        }

        var catchUp = pace.CatchUp(now);
        requests.Charge(1, now, catchUp);
        tokens.Charge(permit.Charged, now, catchUp);
        ramp.Charge(1, now);
        inFlight++;
        peakInFlight = Math.Max(peakInFlight, inFlight);
    }

    private void Settle(AdmissionPermit permit, in AdmissionReport report, double now)
    {
        if (report.Signal == AttemptSignal.NotSent)
        {
            requests.Refund(1, now);
            tokens.Refund(permit.Charged, now);
            return;
        }

        attempts++;
        if (refunds && (report.UsedTokens ?? (report.Signal == AttemptSignal.RateLimited ? 0 : null)) is { } used)
        {
            tokens.Refund(permit.Charged - used, now);
            if (used > 0 && permit.Tokens > 0)
            {
                usedShare += ((used / (double)permit.Tokens) - usedShare) * 0.1;
            }
        }
    }

    // Pessimistic until experience says how much of a reservation is used, where the server charges what is used.
    private double Expected(int tokenCount) => refunds ? tokenCount * (usedShare >= 1 ? Math.Min(usedShare, 2) : Math.Min(1, usedShare * 1.02)) : tokenCount;

    private void Adapt(in AdmissionReport report, double now)
    {
        switch (report.Signal)
        {
            case AttemptSignal.Answered:
                unknownWaits = 0;
                latencies.Add(report.Latency);
                concurrency.Answered(now, inFlight, report.Latency.TotalSeconds);
                break;
            case AttemptSignal.RateLimited:
                rateLimited++;
                Refused(report, now);
                break;
            case AttemptSignal.Overloaded:
                overloaded++;
                concurrency.Pressed(now);
                Pause(report.Wait, now);
                break;
            case AttemptSignal.TimedOut:
                timedOut++;
                concurrency.Erred(now, timedOut: true);
                break;
            case AttemptSignal.Failed:
                failed++;
                concurrency.Erred(now);
                if (report.Wait is not null)
                {
                    Pause(report.Wait, now);
                }

                break;
        }
    }

    private void Refused(in AdmissionReport report, double now)
    {
        if (requests.Limited || tokens.Limited)
        {
            // The rate is known, so concurrency is not what is too high.
            if (pace.Refused(now, requests.Used.Sum(now) * 10 / Math.Clamp(now, 10, 60)))
            {
                // Kept within what was used and refused for tokens again and again: this server charges the whole reservation at admission.
                refunds &= !(learnsAccounting && report.AboutTokens && tokens.Limited);
                ApplyPace(now);
                EndpointLog.Slowed(logger, endpoint, pace.Value);
            }
        }
        else
        {
            concurrency.Pressed(now);
        }

        Pause(report.Wait, now);
    }

    private void ApplyPace(double now)
    {
        requests.Apply(pace.Value, now);
        tokens.Apply(pace.Value, now);
    }

    // Everyone waits, not just the one that was refused; afterwards they go evenly over one latency and not as a herd.
    private void Pause(TimeSpan? asked, double now)
    {
        double wait;
        if (asked is { } known)
        {
            wait = Math.Min(known.TotalSeconds, longestPause);
        }
        else if (now < pauseUntil)
        {
            return;
        }
        else
        {
            wait = Math.Min(8, 0.1 * (1 << Math.Min(unknownWaits++, 7)));
        }

        if (now + wait > pauseUntil)
        {
            pauseUntil = now + wait;
            EndpointLog.Pausing(logger, endpoint, wait);
        }

        var spread = Math.Max(0.1, latencies.Median?.TotalSeconds ?? 0.1);
        ramp.SetRate(Math.Max(1, concurrency.Current) / spread, now);
        ramp.HoldUntil(pauseUntil);
        rampUntil = pauseUntil + spread;
    }

    private void Tick()
    {
        lock (gate)
        {
            armedFor = double.PositiveInfinity;
            Pump(Now);
        }
    }

    private void Pump(double now)
    {
        while (line.TryPeek(out var first))
        {
            if (first.Task.IsCompleted)
            {
                line.Dequeue(); // Cancelled; it left the count when it was.
                continue;
            }

            var ready = ReadyAt(now);
            if (ready > now)
            {
                Arm(ready, now);
                return;
            }

            line.Dequeue();
            var permit = new AdmissionPermit(first.Tokens, Expected(first.Tokens));
            if (first.TrySetResult(permit))
            {
                waiting--;
                Commit(permit, now);
            }
        }
    }

    private void Arm(double ready, double now)
    {
        if (double.IsPositiveInfinity(ready) || ready == armedFor)
        {
            return; // An attempt that comes back will pump; a timer already set may fire in vain once.
        }

        armedFor = ready;

        // Rounded up: timers count whole milliseconds, and one that fires early would spin.
        timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling((ready - now) * 1000)), Never);
    }

    private void Cancelled()
    {
        lock (gate)
        {
            waiting--;
            Pump(Now); // If the first in line went, the next may go for less or at another time.
        }
    }

    private sealed class Waiter(int tokens) : TaskCompletionSource<AdmissionPermit>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int Tokens { get; } = tokens;

        public async ValueTask<AdmissionPermit> WaitAsync(AdmissionController controller, CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    var (waiter, controller) = ((Waiter, AdmissionController))state!;
                    if (waiter.TrySetCanceled(token))
                    {
                        controller.Cancelled();
                    }
                },
                (this, controller));
            return await Task.ConfigureAwait(false);
        }
    }
}
