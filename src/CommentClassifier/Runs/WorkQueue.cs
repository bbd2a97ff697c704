namespace CommentClassifier.Runs;

/// <summary>What is asked next: batches to ask again before new ones, so that a run's tail does not grow.</summary>
internal sealed class WorkQueue(IAsyncEnumerable<Batch> fresh) : IAsyncDisposable
{
    private readonly Queue<Batch> again = new();
    private readonly Lock gate = new();
    private readonly IAsyncEnumerator<Batch> source = fresh.GetAsyncEnumerator();
    private bool exhausted;

    /// <summary>Puts batches in front of the new ones. Thread-safe.</summary>
    public void AskAgain(IEnumerable<Batch> batches)
    {
        lock (gate)
        {
            foreach (var batch in batches)
            {
                again.Enqueue(batch);
            }
        }
    }

    /// <summary>The next batch, or null when there is none now (those in flight may still bring some). One caller at a time.</summary>
    public async ValueTask<Batch?> NextAsync()
    {
        lock (gate)
        {
            if (again.TryDequeue(out var batch))
            {
                return batch;
            }
        }

        if (!exhausted && await source.MoveNextAsync().ConfigureAwait(false))
        {
            return source.Current;
        }

        exhausted = true;
        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();
}
