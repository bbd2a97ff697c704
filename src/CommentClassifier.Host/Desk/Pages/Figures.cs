using System.Collections.Concurrent;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Desk.Pages;

/// <summary>Figures that take resampling or read a whole run are computed once and kept while nothing they rest on has changed.</summary>
internal sealed class Figures(Store store, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<string, bool> slow = new(StringComparer.Ordinal);
    private readonly KeptFigures kept = new(time, most: 64);

    /// <summary>
    /// The figure under <paramref name="name"/> for runs of a docket, as long as runs, labels and verdicts are as they are now; of a run
    /// that is worked on, a recent one.
    /// </summary>
    public async Task<T> OfAsync<T>(string name, DocketId docket, IReadOnlyList<RunId> runs, Func<Task<T>> compute, CancellationToken cancellationToken)
        where T : class
    {
        if (await store.Dockets.StampAsync(docket, cancellationToken).ConfigureAwait(false) is not { } comments)
        {
            return await compute().ConfigureAwait(false);
        }

        var parts = new List<string> { comments, await store.Humans.StampAsync(docket, cancellationToken).ConfigureAwait(false) };
        var moving = false;
        foreach (var run in runs)
        {
            var (stamp, isMoving) = await store.Runs.StampAsync(run, cancellationToken).ConfigureAwait(false);
            parts.Add(stamp);
            moving |= isMoving;
        }

        return await kept.OfAsync($"{docket} {string.Join(' ', runs)} {name}", string.Join('\n', parts), moving, compute, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, or null where it takes longer than a person waits; it goes on being computed, and the next to ask finds it.</summary>
    public async Task<T?> SoonAsync<T>(string name, DocketId docket, IReadOnlyList<RunId> runs, Func<Task<T>> compute, CancellationToken cancellationToken)
        where T : class
    {
        var known = $"{docket} {string.Join(' ', runs)} {name}";
        var figure = OfAsync(name, docket, runs, compute, cancellationToken);
        try
        {
            // Who was told to come back does not wait long again.
            var value = await figure.WaitAsync(slow.ContainsKey(known) ? Glance : Patience, time, cancellationToken).ConfigureAwait(false);
            slow.TryRemove(known, out _);
            return value;
        }
        catch (TimeoutException)
        {
            slow[known] = true;
            return null;
        }
    }
}
