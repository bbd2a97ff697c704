using System.Runtime.CompilerServices;
using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>Packs texts into requests: in order, bounded by count and by tokens; a text that must travel alone does.</summary>
/// <param name="maxItems">The most comments a request carries, at least 1.</param>
/// <param name="maxTokens">The most tokens of comment text a request carries; a longer text travels alone.</param>
internal sealed class BatchPacker(int maxItems, int maxTokens)
{
    /// <summary>Packs a stream of texts; holds at most one unfinished batch.</summary>
    public async IAsyncEnumerable<Batch> PackAsync(
        IAsyncEnumerable<WorkItem> items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var open = new List<WorkItem>(maxItems);
        var tokens = 0;
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (item.TravelsAlone || item.Attempts > 0)
            {
                yield return new Batch([item]);
                continue;
            }

            var cost = item.Tokens;
            if (open.Count > 0 && (open.Count == maxItems || tokens + cost > maxTokens))
            {
                yield return new Batch([.. open]);
                open.Clear();
                tokens = 0;
            }

            open.Add(item);
            tokens += cost;
        }

        if (open.Count > 0)
        {
            yield return new Batch([.. open]);
        }
    }
}
