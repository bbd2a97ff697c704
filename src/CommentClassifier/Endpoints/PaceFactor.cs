namespace CommentClassifier.Endpoints;

/// <summary>
/// The share of a known rate that is used. A refusal now and then is jitter; several within seconds mean that somebody else uses the limit too.
/// Then it is cut by a tenth, once per cooldown, and comes back by one part in a hundred a second. Pure: the time comes in.
/// </summary>
internal sealed class PaceFactor
{
    private const double Cooldown = 2;
    private const double Memory = 10;
    private const double Least = 0.1;

    private double recent;
    private double lastRefusal = double.NegativeInfinity;
    private double cutNotBefore = double.NegativeInfinity;
    private double lastChange;

    public double Value { get; private set; } = 1;

    /// <summary>A request was refused for rate; true when the value changed.</summary>
    public bool Refused(double now)
    {
        recent = (recent * Math.Exp((lastRefusal - now) / Memory)) + 1;
        lastRefusal = now;
        if (recent < 2.5 || now < cutNotBefore)
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
