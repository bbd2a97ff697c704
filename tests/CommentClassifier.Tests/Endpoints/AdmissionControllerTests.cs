using CommentClassifier.Endpoints;
using Microsoft.Extensions.Time.Testing;

namespace CommentClassifier.Tests.Endpoints;

public sealed class AdmissionControllerTests
{
    private static readonly EndpointOptions Plain = new() { BaseUrl = "http://localhost" };

    private readonly FakeTimeProvider time = new();

    private AdmissionController Make(EndpointOptions options, TokenAccounting accounting = TokenAccounting.Usage) => new(options, accounting, time);

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(6000)]
    [InlineData(60_000)]
    public async Task A_request_limit_is_used_evenly_and_no_second_has_more_than_its_share(double rpm)
    {
        using var admission = Make(Plain with { Rpm = rpm, Concurrency = 10_000 });
        var perWindow = new Dictionary<int, int>();
        var admitted = await PumpAsync(admission, seconds: 60, tokens: 1, second => perWindow[second] = perWindow.GetValueOrDefault(second) + 1);

        Assert.InRange(admitted / rpm, 0.98, 1.0 + (1 / rpm));
        Assert.All(perWindow.Values, n => Assert.True(n <= Math.Ceiling(rpm / 60), $"{n} in one second"));
    }

    [Theory]
    [InlineData(40, 0.98)]
    [InlineData(400, 0.0)]
    public async Task Timers_that_fire_late_cost_no_rate_and_idleness_earns_none(int lateMs, double leastShare)
    {
        using var admission = Make(Plain with { Rpm = 3000, Concurrency = 10_000 });
        var admitted = await PumpAsync(admission, seconds: 60, tokens: 1, _ => { }, stepMs: lateMs);

        // Of each step, 50 ms at most are caught up with.
        Assert.InRange(admitted / 3000.0, leastShare, Math.Min(1, 60.0 / lateMs) + 0.01);
    }

    [Fact]
    public void Each_refusal_halves_what_is_caught_up_with_and_it_comes_back_slowly()
    {
        var pace = new PaceFactor();
        var before = pace.CatchUp(100);
        pace.Refused(100);
        Assert.Equal(before / 2, pace.CatchUp(100), 6);
        Assert.InRange(pace.CatchUp(105), before / 2, before);
        pace.Refused(105);
        pace.Refused(105);
        pace.Refused(105);
        Assert.True(pace.CatchUp(105) > 0);
        Assert.Equal(before, pace.CatchUp(1000), 6);
    }

    [Fact]
    public async Task A_token_limit_is_used_with_what_is_not_needed_given_back()
    {
        using var admission = Make(Plain with { Tpm = 60_000, Concurrency = 1000 });
        var used = 0;
        var inFlight = new Queue<(AdmissionPermit Permit, TimeSpan Back)>();
        var waiting = admission.AcquireAsync(1000, default);
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(2); now += TimeSpan.FromMilliseconds(10), time.Advance(TimeSpan.FromMilliseconds(10)))
        {
            while (inFlight.TryPeek(out var first) && first.Back <= now)
            {
                inFlight.Dequeue();
                admission.Release(first.Permit, new AdmissionReport(AttemptSignal.Answered) { UsedTokens = 400, Latency = TimeSpan.FromSeconds(1) });
            }

            while (Granted(admission))
            {
                inFlight.Enqueue((await waiting, now + TimeSpan.FromSeconds(1)));
                used += 400;
                waiting = admission.AcquireAsync(1000, default);
            }
        }

        Assert.InRange(used / 120_000.0, 0.98, 1.0);
    }

    [Theory]
    [InlineData(2_000_000)] // A request takes 2 % of a second's limit.
    [InlineData(20_000_000)]
    public void A_token_limit_is_used_to_98_parts_in_100_and_few_requests_do_not_fit_into_their_second(double perMinute)
    {
        var budget = new RateBudget(perMinute, sized: true);
        budget.Apply(1, 0);
        var sizes = new Random(3);
        var (inWindows, now, requests, tooLate) = (new Dictionary<int, double>(), 0.0, 0, 0);
        for (; now < 300; requests++)
        {
            // Timers fire up to 30 ms late, and that is caught up with.
            now = Math.Max(now, budget.ReadyAt) + (budget.ReadyAt > now ? sizes.NextDouble() * 0.03 : 0);
            var size = sizes.Next(500, 900);
            budget.Charge(size, now, catchUp: 0.05);
            var second = (int)now;
            inWindows[second] = inWindows.GetValueOrDefault(second) + size;
            tooLate += inWindows[second] > perMinute / 60 ? 1 : 0;
        }

        Assert.InRange(inWindows.Values.Sum() / (perMinute * 5), 0.98, 1.0);
        Assert.InRange(tooLate / (double)requests, 0, 0.005);
    }

    [Theory]
    [InlineData(3, 0, true)] // Three in ten seconds of little traffic: somebody else is there.
    [InlineData(3, 250, false)] // Of 250: jitter.
    [InlineData(5, 250, true)]
    public void Refusals_beyond_what_is_jitter_cut_the_pace(int refusals, double asked, bool cut)
    {
        var pace = new PaceFactor();
        for (var i = 0; i < refusals; i++)
        {
            pace.Refused(100 + (i * 0.5), asked);
        }

        Assert.Equal(cut, pace.Value < 1);
    }

    [Fact]
    public async Task A_server_that_charges_at_admission_gets_nothing_given_back()
    {
        using var admission = Make(Plain with { Tpm = 60_000, Concurrency = 1000 }, TokenAccounting.Admission);

        var admitted = await PumpAsync(admission, seconds: 60, tokens: 1000, _ => { }, used: 400);

        Assert.InRange(admitted, 59, 61);
    }

    [Theory]
    [InlineData(1, 140, 152)] // Jitter: what is used goes on to count.
    [InlineData(3, 56, 61)]
    public async Task Several_token_refusals_within_seconds_show_that_the_server_charges_at_admission(int refusals, int least, int most)
    {
        using var admission = Make(Plain with { Tpm = 60_000, Concurrency = 1000 }, TokenAccounting.Auto);
        for (var i = 0; i < refusals; i++)
        {
            var permit = admission.AcquireAsync(1000, default);
            time.Advance(TimeSpan.FromSeconds(1.2));
            admission.Release(await permit, new AdmissionReport(AttemptSignal.RateLimited) { AboutTokens = true, Wait = TimeSpan.FromMilliseconds(1) });
        }

        var admitted = await PumpAsync(admission, seconds: 60, tokens: 1000, _ => { }, used: 400);

        Assert.InRange(admitted, least, most);
    }

    [Fact]
    public async Task First_come_first_served_even_when_the_first_is_large()
    {
        using var admission = Make(Plain with { Tpm = 6000, Concurrency = 100 });
        var first = await admission.AcquireAsync(100, default); // owes a second
        var large = admission.AcquireAsync(5000, default);
        var small = admission.AcquireAsync(1, default);

        time.Advance(TimeSpan.FromSeconds(1.1));

        Assert.Equal((5000, 1), ((await large).Tokens, admission.Snapshot().Waiting));
        time.Advance(TimeSpan.FromSeconds(51));
        Assert.Equal((1, 0), ((await small).Tokens, admission.Snapshot().Waiting));
        Assert.Equal(100, first.Tokens);
    }

    [Fact]
    public async Task Cancelling_gives_the_place_in_line_to_the_next()
    {
        using var admission = Make(Plain with { Concurrency = 1 });
        using var cancel = new CancellationTokenSource();
        var held = await admission.AcquireAsync(1, default);
        var cancelled = admission.AcquireAsync(1, cancel.Token).AsTask();
        var next = admission.AcquireAsync(1, default);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(1, admission.Snapshot().Waiting);
        admission.Release(held, new AdmissionReport(AttemptSignal.Answered));
        var permit = await next;

        Assert.Equal((1, 0), (admission.Snapshot().InFlight, admission.Snapshot().Waiting));
        admission.Release(permit, new AdmissionReport(AttemptSignal.Answered));
        Assert.Equal(0, admission.Snapshot().InFlight);
    }

    [Fact]
    public async Task A_permit_given_back_twice_counts_once()
    {
        using var admission = Make(Plain with { Concurrency = 2 });
        var permit = await admission.AcquireAsync(1, default);
        _ = await admission.AcquireAsync(1, default);

        admission.Release(permit, new AdmissionReport(AttemptSignal.Answered));
        admission.Release(permit, new AdmissionReport(AttemptSignal.Answered));

        Assert.Equal(1, admission.Snapshot().InFlight);
    }

    [Fact]
    public async Task What_was_not_sent_costs_nothing()
    {
        using var admission = Make(Plain with { Rpm = 60, Concurrency = 10 });
        var permit = await admission.AcquireAsync(1, default);
        admission.Release(permit, new AdmissionReport(AttemptSignal.NotSent));

        Assert.True(admission.AcquireAsync(1, default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_refusal_pauses_everybody_and_they_come_back_spread_out()
    {
        using var admission = Make(Plain with { Concurrency = 100 });
        var held = await admission.AcquireAsync(1, default);
        admission.Release(held, new AdmissionReport(AttemptSignal.RateLimited) { Wait = TimeSpan.FromSeconds(5) });
        var waiting = Enumerable.Range(0, 50).Select(_ => admission.AcquireAsync(1, default).AsTask()).ToList();

        time.Advance(TimeSpan.FromSeconds(4.99));
        Assert.Equal(50, admission.Snapshot().Waiting);
        Assert.Equal(AdmissionWait.Pause, admission.Snapshot().WaitingFor);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.InRange(admission.Snapshot().Waiting, 10, 49);
        for (var i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        await Task.WhenAll(waiting);
        Assert.Equal((50, 0), (admission.Snapshot().InFlight, admission.Snapshot().Waiting));
    }

    [Fact]
    public async Task The_servers_own_limit_is_taken_from_its_headers_and_the_lower_one_holds()
    {
        using var unknown = Make(Plain with { Concurrency = 1000 });
        using var known = Make(Plain with { Concurrency = 1000, Rpm = 300 });
        foreach (var admission in new[] { unknown, known })
        {
            admission.Release(await admission.AcquireAsync(1, default), new AdmissionReport(AttemptSignal.Answered) { Limits = new RateLimitHeaders(600, 90_000) });
        }

        Assert.Equal((600.0, 90_000.0), (unknown.Snapshot().RequestsPerMinuteLimit, unknown.Snapshot().TokensPerMinuteLimit));
        Assert.Equal(300.0, known.Snapshot().RequestsPerMinuteLimit);
        Assert.InRange(await PumpAsync(unknown, seconds: 60, tokens: 1, _ => { }), 588, 601);
    }

    [Fact]
    public void More_tokens_than_the_whole_limit_are_poison()
    {
        using var charging = Make(Plain with { Tpm = 30_000 }, TokenAccounting.Admission);
        using var settling = Make(Plain with { Tpm = 30_000 });

        Assert.True(charging.IsPoison(30_000, 3255, out var limit));
        Assert.Equal(30_000, limit);
        Assert.False(charging.IsPoison(29_000, 1000, out _));
        Assert.False(settling.IsPoison(30_000, 3255, out _));
        Assert.True(settling.IsPoison(30_001, 1, out _));
    }

    [Fact]
    public async Task Many_callers_at_once_never_exceed_the_limit_and_all_get_through()
    {
        using var admission = new AdmissionController(Plain with { Concurrency = 7 }, TokenAccounting.Usage, TimeProvider.System);
        var (inFlight, peak, done) = (0, 0, 0);
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var impatient = new CancellationTokenSource();
                var acquiring = admission.AcquireAsync(1, impatient.Token);
                if ((i + w) % 5 == 0)
                {
                    await impatient.CancelAsync();
                }

                try
                {
                    var permit = await acquiring;
                    lock (gate)
                    {
                        peak = Math.Max(peak, ++inFlight);
                    }

                    await Task.Yield();
                    lock (gate)
                    {
                        inFlight--;
                    }

                    admission.Release(permit, new AdmissionReport(AttemptSignal.Answered));
                }
                catch (OperationCanceledException)
                {
                }

                Interlocked.Increment(ref done);
            }
        })));

        Assert.Equal(8000, done);
        Assert.InRange(peak, 1, 7);
        Assert.Equal((0, 0), (admission.Snapshot().InFlight, admission.Snapshot().Waiting));
    }

    private async Task<int> PumpAsync(AdmissionController admission, int seconds, int tokens, Action<int> admittedIn, int? used = null, int stepMs = 1)
    {
        var admitted = 0;
        var waiting = admission.AcquireAsync(tokens, default);
        for (var ms = 0; ms < seconds * 1000; ms += stepMs)
        {
            while (Granted(admission))
            {
                admitted++;
                admittedIn(ms / 1000);
                admission.Release(await waiting, new AdmissionReport(AttemptSignal.Answered) { UsedTokens = used });
                waiting = admission.AcquireAsync(tokens, default);
            }

            time.Advance(TimeSpan.FromMilliseconds(stepMs));
        }

        return admitted;
    }

    // Decided under the controller's lock; the waiting task itself completes a moment later on the pool.
    private static bool Granted(AdmissionController admission) => admission.Snapshot().Waiting == 0;
}
