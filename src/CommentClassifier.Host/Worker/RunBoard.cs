using System.Collections.Concurrent;
using System.Threading.Channels;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Worker;

/// <summary>What the worker says about the runs it works on, and the bell that wakes it.</summary>
internal sealed class RunBoard
{
    private readonly ConcurrentDictionary<RunId, RunProgress> live = new();

    // One ring is as good as many: the worker looks at the whole queue each time.
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The latest progress of a run that is being worked on here, or null.</summary>
    public RunProgress? Find(RunId run) => live.GetValueOrDefault(run);

    /// <summary>Something in the queue changed.</summary>
    public void Wake() => bell.Writer.TryWrite(true);

    /// <summary>Ends when somebody rings.</summary>
    public async Task RungAsync(CancellationToken cancellationToken) => await bell.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    internal void Report(RunId run, RunProgress progress) => live[run] = progress;

    internal void Forget(RunId run) => live.TryRemove(run, out _);
}
