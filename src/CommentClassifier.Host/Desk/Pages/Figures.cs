using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Desk.Pages;

/// <summary>Figures that take resampling or read a whole run are computed once and kept while nothing they rest on has changed.</summary>
internal sealed class Figures(Store store, TimeProvider time)
{
    private readonly KeptFigures kept = new(time, most: 64);

    /// <summary>
    /// The figure under <paramref name="name"/> for runs of a docket, as long as runs, labels and verdicts are as they are now; of a run
    /// that is worked on, a recent one.
    /// </summary>
    public async Task<T> OfAsync<T>(string name, DocketId docket, IReadOnlyList<RunId> runs, Func<Task<T>> compute, CancellationToken cancellationToken)
        where T : class
    {
        var parts = new List<string> { await store.Humans.StampAsync(docket, cancellationToken).ConfigureAwait(false) };
        var moving = false;
        foreach (var run in runs)
        {
            var (stamp, isMoving) = await store.Runs.StampAsync(run, cancellationToken).ConfigureAwait(false);
            parts.Add(stamp);
            moving |= isMoving;
        }

        return await kept.OfAsync($"{docket} {string.Join(' ', runs)} {name}", string.Join('\n', parts), moving, compute, cancellationToken).ConfigureAwait(false);
    }
}
