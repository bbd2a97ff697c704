using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>A run is not in a status from which this can be done.</summary>
public sealed class RunStatusException(string message) : ExpectedException(message);

/// <summary>The service's queue of runs: what people ask of it, and whose turn it is. The store holds it, so it outlives the service.</summary>
public sealed class RunQueue(Store store)
{
    private static readonly CommentState[] Mendable = [CommentState.Refused, CommentState.Filtered, CommentState.Invalid];

    /// <summary>Puts a planned run in the queue with its selection; the same plan again widens the selection and queues it anew.</summary>
    /// <exception cref="ExpectedException">The prompt version changed since a run used it.</exception>
    public async Task<RunRecord> EnqueueAsync(
        RunPlan plan, RunOptions options, RunLaunch launch, int priority = 0, CancellationToken cancellationToken = default)
    {
        await PromptGuard.RecordUseAsync(store, plan.Prompt, cancellationToken).ConfigureAwait(false);
        var run = await store.Runs.OpenAsync(plan.Spec, plan.Kind, options.Again, cancellationToken).ConfigureAwait(false);
        await store.Runs.SelectAsync(run.Id, options.Selection, cancellationToken).ConfigureAwait(false);
        if (options.RetryFailures)
        {
            await store.Runs.ReopenFailuresAsync(run.Id, Mendable, cancellationToken).ConfigureAwait(false);
        }

        var kept = launch with { BatchSize = options.BatchSize, BudgetUsd = options.BudgetUsd, UseCache = options.UseCache, Note = null };
        if (await StatusAsync(run.Id, cancellationToken).ConfigureAwait(false) == RunStatus.Running)
        {
            // Its worker goes on with the wider selection; the new settings hold from its next turn.
            await store.Runs.SetLaunchAsync(run.Id, kept.ToJson(), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await store.Runs.EnqueueAsync(run.Id, kept.ToJson(), priority, cancellationToken).ConfigureAwait(false);
        }

        return run;
    }

    /// <summary>Holds the run; what is in flight is settled first.</summary>
    public Task PauseAsync(RunId run, CancellationToken cancellationToken = default) =>
        MoveAsync(run, RunStatus.Paused, [RunStatus.Queued, RunStatus.Running], "paused", cancellationToken);

    /// <summary>Lets the run go on.</summary>
    public async Task ResumeAsync(RunId run, CancellationToken cancellationToken = default)
    {
        await MoveAsync(run, RunStatus.Queued, [RunStatus.Paused, RunStatus.Cancelled], "resumed", cancellationToken).ConfigureAwait(false);
        await NoteAsync(run, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the run up; its labels stay, and it can be resumed.</summary>
    public Task CancelAsync(RunId run, CancellationToken cancellationToken = default) =>
        MoveAsync(run, RunStatus.Cancelled, [RunStatus.Queued, RunStatus.Running, RunStatus.Paused], "cancelled", cancellationToken);

    /// <summary>Asks those again that were refused, filtered or invalid, and nothing else that has its final state.</summary>
    /// <returns>How many texts wait again.</returns>
    public async Task<int> RetryFailuresAsync(RunId run, CancellationToken cancellationToken = default)
    {
        var status = await StatusAsync(run, cancellationToken).ConfigureAwait(false);
        if (status is RunStatus.Idle)
        {
            throw NotOurs(run);
        }

        var texts = await store.Runs.ReopenFailuresAsync(run, Mendable, cancellationToken).ConfigureAwait(false);
        if (texts > 0)
        {
            await store.Runs.MoveAsync(run, RunStatus.Queued, [RunStatus.Done, RunStatus.Paused, RunStatus.Cancelled], cancellationToken).ConfigureAwait(false);
            await NoteAsync(run, null, cancellationToken).ConfigureAwait(false);
        }

        return texts;
    }

    /// <summary>The run whose turn it is, marked as running; null when none waits. A dead worker's run comes back here.</summary>
    public Task<QueuedRun?> NextAsync(IReadOnlyCollection<RunId> except, CancellationToken cancellationToken = default) =>
        store.Runs.NextAsync(except, ProcessOwner.IsAlive, cancellationToken);

    /// <summary>Notes why a run came to rest, or takes the note away.</summary>
    public async Task NoteAsync(RunId run, string? note, CancellationToken cancellationToken = default)
    {
        var queued = await store.Runs.QueuedAsync(run, cancellationToken).ConfigureAwait(false);
        if (RunLaunch.Parse(queued?.Launch) is { } launch && launch.Note != note)
        {
            await store.Runs.SetLaunchAsync(run, (launch with { Note = note }).ToJson(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MoveAsync(RunId run, RunStatus to, RunStatus[] from, string done, CancellationToken cancellationToken)
    {
        if (await store.Runs.MoveAsync(run, to, from, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var status = await StatusAsync(run, cancellationToken).ConfigureAwait(false);
        if (status == to)
        {
            return;
        }

        throw status == RunStatus.Idle
            ? NotOurs(run)
            : new RunStatusException($"Run {run} is {status.ToString().ToLowerInvariant()}; only one that is {string.Join(" or ", from).ToLowerInvariant()} can be {done}.");
    }

    private Task<RunStatus> StatusAsync(RunId run, CancellationToken cancellationToken) => store.Runs.StatusAsync(run, cancellationToken);

    private static RunStatusException NotOurs(RunId run) =>
        new($"Run {run} was started from a command line and is not in the service's queue; queue the same docket, prompt and model to let the service go on with it.");
}
