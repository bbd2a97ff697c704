namespace CommentClassifier.Endpoints;

/// <summary>One limit per minute: the configured one, the server's own where it is lower or none is configured, and the share of it that is used.</summary>
/// <param name="configured">The limit in the settings.</param>
/// <param name="sized">Whether amounts differ, as tokens do; requests are counted one by one.</param>
internal sealed class RateBudget(double? configured, bool sized = false)
{
    // One part in a hundred stays free: over a window of a second that is 10 ms of network jitter before an evenly paced request is refused.
    private const double Free = 0.01;

    // Where one amount is a larger part of a second's limit, the last one in a window often does not fit: most of one stays free, but no more than this.
    private const double MostFree = 0.018;
    private const double PartOfOne = 0.8;
    private const double Smoothing = 0.05;
    private const double Noticeable = 0.001;

    private readonly Pacer pacer = new();
    private double? told;
    private double usual;
    private double free = Free;
    private double share = 1;

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
    public void Apply(double factor, double now)
    {
        share = factor;
        pacer.SetRate(PerMinute is { } limit ? limit / 60 * (1 - free) * factor : double.PositiveInfinity, now);
    }

    public void Charge(double amount, double now, double catchUp)
    {
        if (sized && PerMinute is { } limit)
        {
            usual = usual == 0 ? amount : usual + ((amount - usual) * Smoothing);
            var wanted = Math.Clamp(PartOfOne * usual / (limit / 60), Free, MostFree);
            if (Math.Abs(wanted - free) >= Noticeable)
            {
                free = wanted;
                Apply(share, now);
            }
        }

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
