namespace CommentClassifier.Host.Simulator;

/// <summary>One limit a minute, enforced over a window: fixed windows that start anew, or a bucket of a window's size that refills all the time.</summary>
internal sealed class SimulatorLimit(double perMinute, double window, bool fixedWindows)
{
    private readonly double perSecond = perMinute / 60;
    private readonly double capacity = Math.Max(1, perMinute / 60 * window);
    private double level = Math.Max(1, perMinute / 60 * window);
    private double last;
    private long index = -1;

    public double PerMinute => perMinute;

    /// <summary>What is left, as a share of the limit a minute.</summary>
    public double Remaining => Math.Max(0, level / capacity * perMinute);

    /// <summary>Seconds until it is full again.</summary>
    public double Reset => (capacity - level) / perSecond;

    public void Turn(double now)
    {
        if (!fixedWindows)
        {
            level = Math.Min(capacity, level + ((now - last) * perSecond));
            last = now;
            return;
        }

        var at = (long)Math.Floor(now / window);
        if (at != index)
        {
            // What a request larger than a window took stays owed.
            level = Math.Min(capacity, Math.Min(level, 0) + (capacity * Math.Max(1, index < 0 ? 1 : at - index)));
            index = at;
        }
    }

    /// <summary>Seconds until so much is there; 0 when it is.</summary>
    public double WaitFor(double amount, double now)
    {
        var missing = Math.Min(amount, capacity) - level;
        return missing <= 0 ? 0 : fixedWindows ? ((index + 1) * window) - now : missing / perSecond;
    }

    public void Take(double amount) => level -= amount;
}
