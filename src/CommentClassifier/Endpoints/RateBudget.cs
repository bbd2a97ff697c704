namespace CommentClassifier.Endpoints;

/// <summary>One limit per minute: the configured one, the server's own where it is lower or none is configured, and the share of it that is used.</summary>
internal sealed class RateBudget(double? configured)
{
    // One part in a hundred stays free: over a window of a second that is 10 ms of network jitter before an evenly paced request is refused.
    private const double UsedShare = 0.99;

    private readonly Pacer pacer = new();
    private double? told;

    public double? PerMinute => configured is null ? told : told is null ? configured : Math.Min(configured.Value, told.Value);

    public double ReadyAt => pacer.ReadyAt;

    public bool Limited => pacer.Limited;

    /// <summary>The amount admitted over the last minute.</summary>
    public SlidingMinute Used { get; } = new();

    /// <summary>Takes the server's word for its limit; true when it is news.</summary>
    public bool Rebase(double? perMinute, double factor, double now)
    {
        if (perMinute is not { } value || told == value)
        {
            return false;
        }

        told = value;
        Apply(factor, now);
        return true;
    }

    /// <summary>Paces at this share of the limit.</summary>
    public void Apply(double factor, double now) =>
        pacer.SetRate(PerMinute is { } limit ? limit / 60 * UsedShare * factor : double.PositiveInfinity, now);

    public void Charge(double amount, double now, double catchUp)
    {
        pacer.Charge(amount, now, catchUp);
        Used.Add(amount, now);
    }

    public void Refund(double amount, double now)
    {
        pacer.Refund(amount, now);
        Used.Add(-amount, now);
    }

    public void HoldUntil(double time) => pacer.HoldUntil(time);
}
