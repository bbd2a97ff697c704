namespace CommentClassifier.Host.Simulator;

/// <summary>Lets somebody wait until a figure has grown so far; costs one comparison where nobody waits.</summary>
internal sealed class CounterSignals
{
    private readonly Lock gate = new();
    private readonly List<(long At, TaskCompletionSource Reached)> waiting = [];
    private long nearest = long.MaxValue;

    /// <summary>Ends when the figure is <paramref name="at"/> or more.</summary>
    public Task ReachedAsync(long at, Func<long> now)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((at, reached));
            Interlocked.Exchange(ref nearest, waiting.Min(w => w.At));
        }

        // It may have been reached before anybody looked.
        Grown(now());
        return reached.Task;
    }

    /// <summary>Tells of the figure's new value.</summary>
    public void Grown(long value)
    {
        if (value < Interlocked.Read(ref nearest))
        {
            return;
        }

        lock (gate)
        {
            foreach (var (_, reached) in waiting.Where(w => w.At <= value))
            {
                reached.TrySetResult();
            }

            waiting.RemoveAll(w => w.At <= value);
            Interlocked.Exchange(ref nearest, waiting.Select(w => w.At).DefaultIfEmpty(long.MaxValue).Min());
        }
    }
}
