namespace CommentClassifier.Endpoints;

/// <summary>
/// The share of a known rate that is used. A refusal now and then is jitter; several within seconds, and more than three in two hundred, mean
/// that somebody else uses the limit too.
/// Then it is cut by a tenth, once per cooldown, and comes back by one part in a hundred a second. Pure: the time comes in.
/// </summary>
internal sealed class PaceFactor
{
    private const double Cooldown = 2;
    private const double Memory = 10;
    private const double Several = 2.5;
    private const double ShareThatIsJitter = 0.015;
    private const double Least = 0.1;
    private const double MostCatchUp = 0.05;
    private const double LeastCatchUp = 0.01;
    private const double CatchUpGrowth = 0.001;

    private double recent;
    private double lastRefusal = double.NegativeInfinity;
    private double cutNotBefore = double.NegativeInfinity;
    private double lastChange;
    private double catchUp = MostCatchUp;

    public double Value { get; private set; } = 1;

    /// <summary>
    /// How many seconds of lateness may be caught up with. On a busy machine timers fire late all the time, and what is not caught up with is
    /// lost; but a server that counts by the second sees a burst. So each refusal halves it, and it comes back by a thousandth a second.
    /// </summary>
    public double CatchUp(double now) =>
        double.IsNegativeInfinity(lastRefusal) ? catchUp : Math.Min(MostCatchUp, catchUp + ((now - lastRefusal) * CatchUpGrowth));

    /// <summary>A request was refused for rate, of so many asked in the last ten seconds; true when the value changed.</summary>
    public bool Refused(double now, double asked = 0)
    {
        catchUp = Math.Max(LeastCatchUp, CatchUp(now) / 2);
        recent = (recent * Math.Exp((lastRefusal - now) / Memory)) + 1;
        lastRefusal = now;
        if (recent < Math.Max(Several, asked * ShareThatIsJitter) || now < cutNotBefore)
        {
            return false;
        }

        Value = Math.Max(Least, Value * 0.9);
        cutNotBefore = now + Cooldown;
        lastChange = now;
        return true;
    }

    /// <summary>Comes back towards 1; true when the value changed.</summary>
    public bool Recover(double now)
    {
        if (Value >= 1 || now - lastChange < 1)
        {
            return false;
        }

        Value = Math.Min(1, Value + (0.01 * Math.Floor(now - lastChange)));
        lastChange = now;
        return true;
    }
}
