namespace CommentClassifier.Runs;

/// <summary>A hard stop on money: every request reserves its worst price before it is sent and is settled afterwards. Thread-safe.</summary>
/// <param name="limitUsd">US dollars the run may cost in all, or null for no limit.</param>
/// <param name="spentUsd">What the store says the run has cost so far, unsettled requests at their reserved price.</param>
internal sealed class Budget(decimal? limitUsd, decimal spentUsd)
{
    private readonly Lock gate = new();
    private decimal committed = spentUsd;

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
    public bool TryReserve(decimal usd)
    {
        lock (gate)
        {
            if (limitUsd is { } limit && committed + usd > limit)
            {
                return false;
            }

            committed += usd;
            return true;
        }
    }

    /// <summary>Replaces a reservation by what the request really cost.</summary>
    public void Settle(decimal reservedUsd, decimal actualUsd)
    {
        lock (gate)
        {
            committed += actualUsd - reservedUsd;
        }
    }
}
