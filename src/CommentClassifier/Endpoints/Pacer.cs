namespace CommentClassifier.Endpoints;

/// <summary>
/// Even pacing of a rate (the generic cell rate algorithm, ITU-T I.371, with next to no burst): servers that state a limit a minute enforce it
/// over windows of a second, so that whatever is sent in a burst is refused. Times are seconds of the controller's clock.
/// </summary>
internal sealed class Pacer
{
    // A timer that fires late is caught up with; longer idleness earns nothing.
    private const double CatchUp = 0.015;

    private double perSecond = double.PositiveInfinity;
    private double next;

    /// <summary>Whether there is a rate to keep.</summary>
    public bool Limited => !double.IsPositiveInfinity(perSecond);

    /// <summary>From when the next one may go.</summary>
    public double ReadyAt => Limited ? next : double.NegativeInfinity;

    /// <summary>Sets the rate per second; infinity lifts it. What is owed stays owed, at the new rate.</summary>
    public void SetRate(double rate, double now)
    {
        if (Limited && !double.IsPositiveInfinity(rate) && next > now)
        {
            next = now + ((next - now) * perSecond / rate);
        }

        perSecond = rate;
    }

    /// <summary>Takes an amount off; the one after it waits until it is earned.</summary>
    public void Charge(double amount, double now)
    {
        if (Limited)
        {
            next = Math.Max(next, now - CatchUp) + (amount / perSecond);
        }
    }

    /// <summary>Gives an amount back (or, negative, takes more).</summary>
    public void Refund(double amount)
    {
        if (Limited)
        {
            next -= amount / perSecond;
        }
    }

    /// <summary>Nothing goes before that time.</summary>
    public void HoldUntil(double time) => next = Math.Max(next, time);
}
