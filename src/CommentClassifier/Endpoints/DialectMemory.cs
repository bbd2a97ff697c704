namespace CommentClassifier.Endpoints;

/// <summary>The dialect of one endpoint and model: found by the first request while the others hold back, then shared.</summary>
internal sealed class DialectMemory(Dialect first, bool confirmed, TimeProvider time, Action<Dialect> found)
{
    // If the first request hangs, the others go with the best guess; finding out in parallel is harmless.
    private static readonly TimeSpan LongestHoldBack = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Dialect current = first;
    private volatile bool confirmed = confirmed;
    private TaskCompletionSource? search;
    private long searchStarted;

    public Dialect Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    public bool Confirmed => confirmed;

    /// <summary>Waits while another request finds the dialect. True: this one does, and must call <see cref="EndSearch"/>.</summary>
    public async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        while (!confirmed)
        {
            Task others;
            TimeSpan left;
            lock (gate)
            {
                if (confirmed)
                {
                    return false;
                }

                if (search is null)
                {
                    search = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    searchStarted = time.GetTimestamp();
                    return true;
                }

                others = search.Task;
                left = LongestHoldBack - time.GetElapsedTime(searchStarted);
            }

            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                await others.WaitAsync(left, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Lets the others go on, or look themselves if nothing was found.</summary>
    public void EndSearch()
    {
        lock (gate)
        {
            search?.TrySetResult();
            search = null;
        }
    }

    /// <summary>The server accepted a request in this dialect.</summary>
    public void Confirm(Dialect dialect)
    {
        if (confirmed)
        {
            return;
        }

        lock (gate)
        {
            if (confirmed || dialect != current)
            {
                return;
            }

            confirmed = true;
            search?.TrySetResult();
            search = null;
        }

        found(dialect);
    }

    /// <summary>The server refused a parameter of this dialect. True: ask again, with <see cref="Current"/>.</summary>
    public bool Adapt(Dialect refused, string? parameter)
    {
        Dialect? next;
        lock (gate)
        {
            if (refused != current)
            {
                return true; // Another request has learnt it already.
            }

            next = current.Without(parameter);
            if (next is null)
            {
                return false;
            }

            current = next;
            if (!confirmed)
            {
                return true;
            }
        }

        found(next);
        return true;
    }
}
