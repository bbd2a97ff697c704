using System.Threading.Channels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>
/// The one writer of a run. Requests in flight hand it what to commit and wait; whatever has gathered since the last commit
/// shares the next one, so that the store is asked as rarely as it is fast.
/// Invariants: a request is sent only after its plan is committed; nobody sees a reply as settled before it is.
/// </summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private const int MostInOneCommit = 512;

    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly RunStore runs;
    private readonly RunId run;
    private readonly long token;
    private readonly Task loop;

    /// <param name="runs">The store.</param>
    /// <param name="run">The run.</param>
    /// <param name="token">The claim under which requests are planned.</param>
    public LedgerWriter(RunStore runs, RunId run, long token)
    {
        this.runs = runs;
        this.run = run;
        this.token = token;
        loop = Task.Run(WriteAsync);
    }

    /// <summary>Returns when the plan is committed.</summary>
    public Task PlanAsync(PlannedRequest request) => AddAsync(new Entry(request, null));

    /// <summary>Returns when it is committed that the request may have to be paid for once more.</summary>
    public Task ReserveAgainAsync(PlannedRequest request) => runs.ReserveAgainAsync(run, request.Id, request.ReservedUsd);

    /// <summary>Returns when the reply and its labels are committed.</summary>
    public Task SettleAsync(SettledRequest request) => AddAsync(new Entry(null, request));

    /// <summary>Returns when an answer that needed no request is committed: its plan and its labels in one.</summary>
    public Task PlanAndSettleAsync(PlannedRequest plan, SettledRequest settled) => AddAsync(new Entry(plan, settled));

    /// <summary>Commits what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await loop.ConfigureAwait(false);
    }

    private Task AddAsync(Entry entry)
    {
        ObjectDisposedException.ThrowIf(!entries.Writer.TryWrite(entry), this);
        return entry.Done.Task;
    }

    private async Task WriteAsync()
    {
        var group = new List<Entry>();
        while (await entries.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < MostInOneCommit && entries.Reader.TryRead(out var entry))
            {
                group.Add(entry);
            }

            await CommitAsync(group).ConfigureAwait(false);
        }
    }

    private async Task CommitAsync(List<Entry> group)
    {
        try
        {
            var plans = group.Where(entry => entry.Planned is not null).Select(entry => entry.Planned!).ToList();
            var settled = group.Where(entry => entry.Settled is not null).Select(entry => entry.Settled!).ToList();
            await runs.SettleAsync(run, settled, plans, token).ConfigureAwait(false);
            group.ForEach(entry => entry.Done.SetResult());
        }
        catch (Exception failure)
        {
            // Whoever waits for the commit hears of it; the run stops there with the store's own message.
            group.ForEach(entry => entry.Done.TrySetException(failure));
        }
    }

    private sealed record Entry(PlannedRequest? Planned, SettledRequest? Settled)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
