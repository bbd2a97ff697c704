using System.Runtime.CompilerServices;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>The texts that wait in a run, those answered before settled from the reply cache on the way.</summary>
internal sealed class RunSource(Store store, RunId run, LedgerWriter writer, RunTally tally, CacheKeys? cache, string owner, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>The texts that must be asked, each once, in the order of the store; holds one page.</summary>
    public async IAsyncEnumerable<WorkItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var page = new List<WorkItem>(PageSize);
        await foreach (var item in store.Runs.PendingAsync(run, PageSize, cancellationToken).ConfigureAwait(false))
        {
            page.Add(item);
            if (page.Count < PageSize)
            {
                continue;
            }

            foreach (var missing in await TakeFromCacheAsync(page).ConfigureAwait(false))
            {
                yield return missing;
            }

            page.Clear();
        }

        foreach (var missing in await TakeFromCacheAsync(page).ConfigureAwait(false))
        {
            yield return missing;
        }
    }

    private async Task<IReadOnlyList<WorkItem>> TakeFromCacheAsync(List<WorkItem> page)
    {
        if (cache is null || page.Count == 0)
        {
            return [.. page];
        }

        var keys = page.ToDictionary(item => item.Id, item => cache.For(item.Text));
        var found = await store.Replies.FindAsync([.. keys.Values]).ConfigureAwait(false);
        if (found.Count == 0)
        {
            return [.. page];
        }

        var hits = page.Where(item => found.ContainsKey(keys[item.Id])).ToList();
        await Task.WhenAll(hits.Select(item => SettleFromCacheAsync(item, found[keys[item.Id]]))).ConfigureAwait(false);
        return [.. page.Except(hits)];
    }

    private async Task SettleFromCacheAsync(WorkItem item, CacheEntry entry)
    {
        var now = time.GetUtcNow();
        var plan = new PlannedRequest
        {
            Id = Guid.CreateVersion7(now),
            Purpose = RequestPurpose.Cache,
            Members = [new RequestMember(item.Id, "", 0)],
            BodyHash = entry.Key,
            Owner = owner,
            PlannedAt = now,
        };
        var settled = new SettledRequest
        {
            Id = plan.Id,
            Outcomes = [new MemberOutcome(item.Id, CommentState.Labelled, item.Attempts, null, entry.Labels)],
            Reply = $"From request {entry.SourceRequest}.",
            SettledAt = now,
        };
        await writer.PlanAndSettleAsync(plan, settled).ConfigureAwait(false);
        tally.Add(settled);
    }
}
