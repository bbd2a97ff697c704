namespace CommentClassifier.Endpoints;

/// <summary>The latencies of the last 64 answers.</summary>
internal sealed class LatencyWindow
{
    private readonly TimeSpan[] ring = new TimeSpan[64];
    private long count;

    public TimeSpan? Median
    {
        get
        {
            var n = (int)Math.Min(count, ring.Length);
            if (n == 0)
            {
                return null;
            }

            Span<TimeSpan> sorted = stackalloc TimeSpan[n];
            ring.AsSpan(0, n).CopyTo(sorted);
            sorted.Sort();
            return sorted[n / 2];
        }
    }

    public void Add(TimeSpan latency)
    {
        ring[count % ring.Length] = latency;
        count++;
    }
}
