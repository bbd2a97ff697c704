namespace CommentClassifier.Endpoints;

/// <summary>
/// How many requests may be in flight. Adaptive: doubles until the first pressure, then is cut to 0.8 once per cooldown and grows by 5 % a round,
/// only while it is used. Fixed: starts at n, drops only under pressure, grows back to n. Pure: the time comes in.
/// </summary>
internal sealed class ConcurrencyLimit
{
    private const double Cut = 0.8;
    private const double Growth = 0.05;
    private const double UsedShare = 0.8;
    private const double MinimumCooldown = 1.0;

    // A server that only queues what it is given more of answers slower, not more; growing on would end in attempt timeouts.
    private const double QueueingFactor = 3.0;

    // Single errors are the weather; a fifth of everything failing is a server in trouble.
    private const double TroubleShare = 0.2;
    private const double Recency = 0.05;

    private readonly bool adaptive;
    private readonly double ceiling;
    private double limit;
    private bool slowStart;
    private double cutNotBefore = double.NegativeInfinity;
    private double growNotBefore = double.NegativeInfinity;
    private double latency;
    private double bestLatency = double.PositiveInfinity;
    private double errorShare;
    private int answers;

    public ConcurrencyLimit(int? fixedLimit, int maxInFlight)
    {
        adaptive = fixedLimit is null;
        ceiling = fixedLimit ?? maxInFlight;
        limit = fixedLimit ?? Math.Min(8, maxInFlight);
        slowStart = adaptive;
    }

    /// <summary>How many may be in flight now.</summary>
    public int Current => (int)limit;

    /// <summary>Cuts made so far.</summary>
    public int Cuts { get; private set; }

    /// <summary>An answer came; <paramref name="inFlight"/> counts it still.</summary>
    public void Answered(double now, int inFlight, double seconds)
    {
        errorShare -= errorShare * Recency;
        latency = answers == 0 ? seconds : latency + ((seconds - latency) * Recency);
        answers++;
        if (answers % 16 == 0)
        {
            bestLatency = Math.Min(bestLatency, latency);
        }

        if (limit >= ceiling || now < growNotBefore || inFlight < UsedShare * limit)
        {
            return;
        }

        if (adaptive && latency > QueueingFactor * bestLatency)
        {
            slowStart = false;
            return;
        }

        limit = Math.Min(ceiling, limit + (slowStart ? 1 : Growth));
    }

    /// <summary>The server said that it is too much. Answers to what was sent before the last cut do not cut again.</summary>
    public void Pressed(double now)
    {
        slowStart = false;
        if (now < cutNotBefore)
        {
            return;
        }

        limit = Math.Max(1, limit * Cut);
        Cuts++;
        cutNotBefore = growNotBefore = now + Cooldown;
    }

    /// <summary>A server error: no reason to send less; when there are many, none to send more. Many time-outs are pressure.</summary>
    public void Erred(double now, bool timedOut = false)
    {
        errorShare += (1 - errorShare) * Recency;
        if (errorShare <= TroubleShare)
        {
            return;
        }

        growNotBefore = Math.Max(growNotBefore, now + Cooldown);
        if (timedOut)
        {
            Pressed(now);
        }
    }

    private double Cooldown => Math.Max(MinimumCooldown, 2 * latency);
}
