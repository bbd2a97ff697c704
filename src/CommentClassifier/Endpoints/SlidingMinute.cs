namespace CommentClassifier.Endpoints;

/// <summary>A sum over the last minute, in sixty slots of a second; O(1) memory however fast it goes.</summary>
internal sealed class SlidingMinute
{
    private readonly double[] slots = new double[60];
    private long second = -1;

    public void Add(double amount, double now)
    {
        Turn(now);
        slots[second % 60] += amount;
    }

    public double Sum(double now)
    {
        Turn(now);
        return Math.Max(0, slots.Sum());
    }

    private void Turn(double now)
    {
        var to = (long)now;
        if (to - second >= 60)
        {
            Array.Clear(slots);
            second = to;
        }

        while (second < to)
        {
            slots[++second % 60] = 0;
        }
    }
}
