using System.Collections.Concurrent;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Desk.Pages;

/// <summary>
/// Figures that take resampling are computed once and kept while nothing they rest on has changed: the key of each is what it was
/// computed from. A handful are kept; the oldest go.
/// </summary>
internal sealed class Figures(Store store)
{
    private const int Most = 64;
    private readonly ConcurrentDictionary<string, Lazy<Task<object>>> kept = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    /// <summary>The figure under <paramref name="name"/> for runs of a docket, as long as runs, labels and verdicts are as they are now.</summary>
    public async Task<T> OfAsync<T>(string name, DocketId docket, IReadOnlyList<RunId> runs, Func<Task<T>> compute, CancellationToken cancellationToken)
        where T : class
    {
        var key = $"{name}\n{await StampAsync(docket, runs, cancellationToken).ConfigureAwait(false)}";
        var figure = kept.GetOrAdd(key, k =>
        {
            order.Enqueue(k);
            return new Lazy<Task<object>>(() => Task.Run(async () => (object)await compute().ConfigureAwait(false)));
        });
        while (kept.Count > Most && order.TryDequeue(out var oldest))
        {
            kept.TryRemove(oldest, out _);
        }

        try
        {
            return (T)await figure.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (figure.Value.IsFaulted)
        {
            // A failure is not a figure: the next one asks again.
            kept.TryRemove(key, out _);
            throw;
        }
    }

    private async Task<string> StampAsync(DocketId docket, IReadOnlyList<RunId> runs, CancellationToken cancellationToken)
    {
        var humans = await store.Humans.MatrixAsync(docket, null, cancellationToken).ConfigureAwait(false);
        var settled = await store.Verdicts.AdjudicatedAsync(docket, cancellationToken).ConfigureAwait(false);
        var content = new HashCode();
        foreach (var label in humans)
        {
            content.Add(label);
        }

        foreach (var verdict in settled)
        {
            content.Add(verdict);
        }

        var parts = new List<string> { docket.Value, content.ToHashCode().ToString(System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var run in runs)
        {
            var summary = await store.Runs.SummaryAsync(run, cancellationToken).ConfigureAwait(false);
            parts.Add($"{run} {summary.States} {summary.DocketStates} {summary.Requests} {summary.CostUsd}");
        }

        return string.Join('\n', parts);
    }
}
