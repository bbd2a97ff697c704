using System.Runtime.CompilerServices;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>
/// What is asked again singly once everything is labelled: first a random share, then, with those answers at hand, all that travelled beside a
/// suspicious text or beside one whose control contradicts its label. Past the cache; no control ever changes a label.
/// </summary>
internal sealed class ControlSource(RunStore runs, RunId run, double share)
{
    private readonly HashSet<long> suspicious = [];

    /// <summary>The random share, each text alone.</summary>
    public async IAsyncEnumerable<Batch> DrawAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var draw = new ControlDraw(run, share);
        var done = await runs.ControlledAsync(run, cancellationToken).ConfigureAwait(false);
        await foreach (var (item, request) in runs.BatchedAsync(run, ct: cancellationToken).ConfigureAwait(false))
        {
            if (ControlDraw.IsSuspicious(item.Text))
            {
                suspicious.Add(request);
            }

            if (draw.Draws(item.Id) && !done.Contains(item.Id))
            {
                yield return new Batch([item], Purpose: RequestPurpose.Control);
            }
        }
    }

    /// <summary>The neighbours; to be read after what <see cref="DrawAsync"/> gave is settled.</summary>
    public async IAsyncEnumerable<Batch> NeighboursAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var requests = suspicious.Concat(await runs.ContradictedAsync(run, cancellationToken).ConfigureAwait(false)).ToHashSet();
        var done = await runs.ControlledAsync(run, cancellationToken).ConfigureAwait(false);
        foreach (var chunk in requests.Chunk(100))
        {
            foreach (var (item, _) in await runs.BatchedInAsync(run, chunk, cancellationToken).ConfigureAwait(false))
            {
                if (!done.Contains(item.Id))
                {
                    yield return new Batch([item], Purpose: RequestPurpose.Neighbour);
                }
            }
        }
    }
}
