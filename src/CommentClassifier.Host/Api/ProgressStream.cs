using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CommentClassifier.Host.Worker;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Api;

/// <summary>A run's progress as server-sent events: <c>progress</c> while it changes, <c>rest</c> once when it came to rest.</summary>
internal sealed class ProgressStream(Store store, RunBoard board, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(700);
    private readonly ConcurrentDictionary<RunId, (long At, Lazy<Task<RunLive>> Live)> shared = new();

    public async IAsyncEnumerable<SseItem<RunLive>> FollowAsync(RunId run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        RunLive? last = null;
        // Who comes back after a change must not be told what was before it.
        shared.TryRemove(run, out _);
        while (true)
        {
            var now = await NowAsync(run).ConfigureAwait(false);
            if (now != last)
            {
                yield return new SseItem<RunLive>(now, "progress");
            }

            if (now.Status is not (RunStatus.Running or RunStatus.Queued))
            {
                yield return new SseItem<RunLive>(now, "rest");
                yield break;
            }

            last = now;
            if (!await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }
        }
    }

    /// <summary>Where the run is, at most as old as one beat: however many watch, the store is asked once.</summary>
    public Task<RunLive> NowAsync(RunId run)
    {
        var now = time.GetTimestamp();
        var entry = shared.AddOrUpdate(
            run,
            _ => (now, Ask(run)),
            (_, known) => time.GetElapsedTime(known.At, now) < Every / 2 && !known.Live.Value.IsFaulted ? known : (now, Ask(run)));
        return entry.Live.Value;
    }

    private Lazy<Task<RunLive>> Ask(RunId run) => new(async () =>
    {
        var queued = await store.Runs.QueuedAsync(run).ConfigureAwait(false);
        var summary = await store.Runs.SummaryAsync(run, recent: true).ConfigureAwait(false);
        return RunLive.Of(summary, queued, board);
    });
}
