using CommentClassifier.Host.Service;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Host.Worker;

/// <summary>One turn of one queued run: makes the plan again, classifies, and writes down where the run came to rest.</summary>
internal sealed class RunJob(
    Store store, RunQueue queue, PromptShelf prompts, EndpointShelf endpoints, EndpointPool pool, RunBoard board, TimeProvider time, ILogger<RunJob> logger)
{
    // Shorter than the host's own patience, so that a stop of the service ends with everything settled.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(25);

    /// <summary>Works until the run is done, held up, or <paramref name="stop"/> asks for a drain. Does not throw.</summary>
    public async Task RunAsync(QueuedRun queued, CancellationToken stop)
    {
        var run = queued.Run.Id;
        WorkerLog.Started(logger, run.Value);
        var (status, note) = await WorkAsync(queued, stop).ConfigureAwait(false);
        board.Forget(run);
        try
        {
            if (note is not null)
            {
                await queue.NoteAsync(run, note, CancellationToken.None).ConfigureAwait(false);
            }

            // Only from running: a person may have paused or cancelled it meanwhile.
            await store.Runs.MoveAsync(run, status, [RunStatus.Running], CancellationToken.None).ConfigureAwait(false);
            WorkerLog.Rested(logger, run.Value, status.ToString(), note ?? "");
        }
        catch (Exception failure)
        {
            // It stays marked as running with nobody on it, and so comes back with the next look at the queue.
            WorkerLog.Failed(logger, run.Value, failure);
        }
    }

    private async Task<(RunStatus Status, string? Note)> WorkAsync(QueuedRun queued, CancellationToken stop)
    {
        try
        {
            var result = await ClassifyAsync(queued, stop).ConfigureAwait(false);
            return result.End.Stop switch
            {
                RunStop.Completed => (RunStatus.Done, null),
                RunStop.Cancelled => (RunStatus.Queued, null),
                _ => (RunStatus.Paused, result.End.Message),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (RunStatus.Queued, null);
        }
        catch (ExpectedException failure)
        {
            return (RunStatus.Paused, failure.Message);
        }
        catch (Exception failure)
        {
            WorkerLog.Failed(logger, queued.Run.Id.Value, failure);
            return (RunStatus.Paused, $"The service failed on this run ({failure.GetType().Name}); its log says more. What was paid for is kept.");
        }
    }

    private async Task<RunResult> ClassifyAsync(QueuedRun queued, CancellationToken stop)
    {
        var spec = queued.Run.Spec;
        var launch = RunLaunch.Parse(queued.Launch) ?? throw new ExpectedException($"Run {queued.Run.Id} has no settings to launch it with; queue it again.");
        var endpoint = endpoints.Find(launch.Endpoint, spec.Model);
        var catalogue = prompts.Load();
        var order = new RunOrder(spec.Docket, spec.Prompt, spec.Model, endpoint, spec.Variables);
        var planned = await new RunPlanner(store, catalogue).PlanAsync(order, stop).ConfigureAwait(false);
        if (planned.Plan.Spec.PromptHash != spec.PromptHash || planned.Plan.Spec.Endpoint != spec.Endpoint)
        {
            throw new ExpectedException(
                $"{(planned.Plan.Spec.Endpoint != spec.Endpoint ? $"The address of endpoint {launch.Endpoint}" : spec.Prompt)} has changed since this run was queued; undo the change, or queue a new run.");
        }

        var client = await pool.GetAsync(endpoint, spec.Model, catalogue).ConfigureAwait(false);
        var options = new RunOptions { Resume = queued.Run.Id, BatchSize = launch.BatchSize, BudgetUsd = launch.BudgetUsd, UseCache = launch.UseCache, DrainTime = DrainTime };
        var progress = new Reporter(board, queued.Run.Id);
        return await new Classifier(store, client.Endpoint, client.Settings, time).RunAsync(planned.Plan with { Spec = spec }, options, progress, stop).ConfigureAwait(false);
    }

    // Not Progress<T>: that posts to a context and may report after the end.
    private sealed class Reporter(RunBoard board, RunId run) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => board.Report(run, value);
    }
}
