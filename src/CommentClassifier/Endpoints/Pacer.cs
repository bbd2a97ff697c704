namespace CommentClassifier.Endpoints;

/// <summary>
/// Even pacing of a rate (the generic cell rate algorithm, ITU-T I.371, with next to no burst): servers that state a limit a minute enforce it
/// over windows of a second, so that whatever is sent in a burst is refused. Times are seconds of the controller's clock.
/// </summary>
internal sealed class Pacer
{
    private const double UsualCatchUp = 0.015;

    // What is given back beyond what is owed is kept, up to so many seconds of the rate, and spent at no more than twice the pace.
    private const double LargestBank = 1.0;

    private double perSecond = double.PositiveInfinity;
    private double next;
    private double bank;

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

    /// <summary>
    /// Takes an amount off; the one after it waits until it is earned. A timer that fires late is caught up with, by so many seconds of the
    /// rate; longer idleness earns nothing.
    /// </summary>
    public void Charge(double amount, double now, double catchUp = UsualCatchUp)
    {
        if (!Limited)
        {
            return;
        }

        var cost = amount / perSecond;
        var banked = Math.Min(bank, cost / 2);
        bank -= banked;
        next = Math.Max(next, now - catchUp) + cost - banked;
    }

    /// <summary>Gives an amount back (or, negative, takes more).</summary>
    public void Refund(double amount, double now)
    {
        if (!Limited)
        {
            return;
        }

        var seconds = amount / perSecond;
        if (seconds <= 0)
        {
            next -= seconds;
            return;
        }

        var owed = Math.Max(0, next - now);
        next -= Math.Min(seconds, owed);
        bank = Math.Min(LargestBank, bank + Math.Max(0, seconds - owed));
    }

    /// <summary>Nothing goes before that time.</summary>
    public void HoldUntil(double time) => next = Math.Max(next, time);
}
