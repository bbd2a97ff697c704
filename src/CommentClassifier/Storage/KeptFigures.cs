using System.Diagnostics;

namespace CommentClassifier.Storage;

/// <summary>
/// Figures that are dear to count, each kept while its stamp (what it rests on, in short) is the same. However many ask at once, it is
/// counted once. While what it rests on moves, the last one is given at once and the next is counted meanwhile. The oldest go.
/// </summary>
/// <param name="time">The clock of their age.</param>
/// <param name="most">How many are kept.</param>
public sealed class KeptFigures(TimeProvider time, int most = 512)
{
    // A moving figure is counted again at the earliest after this, and so that counting takes at most a sixth of the time.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);
    private const int Rest = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> kept = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>The figure of that name under that stamp.</summary>
    /// <param name="name">Which figure.</param>
    /// <param name="stamp">Changes whenever the figure may.</param>
    /// <param name="moving">Whether it changes all the time, so that one a little older will do.</param>
    /// <param name="count">Counts it; not cancelled by the one who asks, because others may wait for the same.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<T> OfAsync<T>(string name, string stamp, bool moving, Func<Task<T>> count, CancellationToken ct)
        where T : class
    {
        Task<object> work;
        lock (gate)
        {
            work = Find(name, stamp, moving, async () => await count().ConfigureAwait(false)).Work;
        }

        return (T)await work.WaitAsync(ct).ConfigureAwait(false);
    }

    private Entry Find(string name, string stamp, bool moving, Func<Task<object>> count)
    {
        if (!kept.TryGetValue(name, out var entry))
        {
            order.Enqueue(name);
            while (order.Count > most)
            {
                kept.Remove(order.Dequeue());
            }

            return kept[name] = Begin(stamp, count);
        }

        if (entry.Next is { } next && (next.Work.IsCompletedSuccessfully || next.Stamp == stamp))
        {
            kept[name] = entry = next;
        }

        // A failure is not a figure: the next one asks again.
        if (entry.Work.IsFaulted || (entry.Stamp != stamp && !moving))
        {
            return kept[name] = Begin(stamp, count);
        }

        if (entry.Stamp != stamp && entry.Work.IsCompleted && entry.Next is null or { Work.IsFaulted: true } && IsOld(entry))
        {
            entry.Next = Begin(stamp, count);
        }

        return entry;
    }

    private bool IsOld(Entry entry) => time.GetElapsedTime(entry.Began) is var age && age >= Least && age >= (entry.Took * (Rest + 1));

    private Entry Begin(string stamp, Func<Task<object>> count)
    {
        var entry = new Entry { Stamp = stamp, Began = time.GetTimestamp() };
        entry.Work = Task.Run(async () =>
        {
            var clock = Stopwatch.GetTimestamp();
            var value = await count().ConfigureAwait(false);
            entry.Took = Stopwatch.GetElapsedTime(clock);
            return value;
        });
        return entry;
    }

    private sealed class Entry
    {
        public required string Stamp { get; init; }

        public required long Began { get; init; }

        public Task<object> Work { get; set; } = Task.FromResult(new object());

        public TimeSpan Took { get; set; }

        public Entry? Next { get; set; }
    }
}
