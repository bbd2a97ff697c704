namespace CommentClassifier.Runs;

/// <summary>A hard stop on money: every request reserves its worst price before it is sent and is settled afterwards. Thread-safe.</summary>
/// <param name="limitUsd">US dollars the run may cost in all, or null for no limit.</param>
/// <param name="spentUsd">What the store says the run has cost so far, unsettled requests at their reserved price.</param>
internal sealed class Budget(decimal? limitUsd, decimal spentUsd)
{
    private readonly Lock gate = new();
    private decimal committed = spentUsd;
    private int reservations;
    private TaskCompletionSource? settled;

    /// <summary>Spent and reserved so far, in US dollars.</summary>
    public decimal CommittedUsd
    {
        get
        {
            lock (gate)
            {
                return committed;
            }
        }
    }

    /// <summary>Sets the price aside; false when it would break the limit.</summary>
    public bool TryReserve(decimal usd) => TryReserve(usd, out _);

    /// <summary>Sets as much aside once more for a request that has a reservation; false when it would break the limit. Never waits: others may wait for this one.</summary>
    public bool TryExtend(decimal usd)
    {
        lock (gate)
        {
            if (committed + usd > limitUsd)
            {
                return false;
            }

            committed += usd;
            return true;
        }
    }

    /// <summary>
    /// Sets the price aside, waiting while requests under way may still settle for less than they reserved; false when it would break the
    /// limit whatever they cost. Each reservation must be settled, or others wait for it for ever.
    /// </summary>
    public async Task<bool> ReserveAsync(decimal usd, CancellationToken stop)
    {
        while (!TryReserve(usd, out var next))
        {
            if (next is null)
            {
                return false;
            }

            await next.WaitAsync(stop).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Replaces a reservation by what the request really cost.</summary>
    public void Settle(decimal reservedUsd, decimal actualUsd)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            committed += actualUsd - reservedUsd;
            reservations--;
            waiting = settled;
            settled = null;
        }

        waiting?.SetResult();
    }

    private bool TryReserve(decimal usd, out Task? nextSettled)
    {
        lock (gate)
        {
            nextSettled = null;
            if (limitUsd is { } limit && committed + usd > limit)
            {
                if (reservations > 0)
                {
                    settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    nextSettled = settled.Task;
                }

                return false;
            }

            committed += usd;
            reservations++;
            return true;
        }
    }
}
