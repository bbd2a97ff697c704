namespace CommentClassifier.Runs;

/// <summary>Why a run came to rest.</summary>
public enum RunStop
{
    /// <summary>Every selected comment has its final state.</summary>
    Completed,

    /// <summary>The next request could have broken the budget.</summary>
    BudgetReached,

    /// <summary>The endpoint says there is no money or quota.</summary>
    Billing,

    /// <summary>The endpoint does not accept the key.</summary>
    Authentication,

    /// <summary>The endpoint or model is not there, or refuses every form of the request.</summary>
    Configuration,

    /// <summary>The endpoint stopped answering.</summary>
    Unavailable,

    /// <summary>Somebody asked it to stop; what was in flight has been settled.</summary>
    Cancelled,
}

/// <summary>Where a run came to rest, and what the user can do about it.</summary>
/// <param name="Stop">Why.</param>
/// <param name="Message">One line for people; empty when completed.</param>
public sealed record RunEnd(RunStop Stop, string Message)
{
    /// <summary>0 done, 1 failed, 3 stopped on purpose and resumable.</summary>
    public int ExitCode => Stop switch
    {
        RunStop.Completed => 0,
        RunStop.Configuration or RunStop.Unavailable or RunStop.Authentication => 1,
        _ => 3,
    };
}
