using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>A run that has its turn.</summary>
/// <param name="Run">The run.</param>
/// <param name="Priority">Higher goes first.</param>
/// <param name="Since">When its turn began.</param>
public readonly record struct RunTurn(RunId Run, int Priority, DateTimeOffset Since);

/// <summary>Who makes room while others wait, so that one large docket does not hold the rest up. Pure.</summary>
public static class RunTurns
{
    /// <summary>
    /// The run that should give its place to one that waits: at once to a higher priority, after <paramref name="slice"/> to an equal one,
    /// never to a lower one. Null when everyone may stay.
    /// </summary>
    public static RunId? ToYield(IReadOnlyCollection<RunTurn> active, IReadOnlyCollection<int> waitingPriorities, TimeSpan slice, DateTimeOffset now)
    {
        if (active.Count == 0 || waitingPriorities.Count == 0)
        {
            return null;
        }

        var waiting = waitingPriorities.Max();
        var weakest = active.OrderBy(t => t.Priority).ThenBy(t => t.Since).First();
        return weakest.Priority < waiting || (weakest.Priority == waiting && now - weakest.Since >= slice) ? weakest.Run : null;
    }
}
