using CommentClassifier.Host.Service;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Host.Worker;

/// <summary>
/// Gives the queued runs their turns. The store is the truth: it is looked at whenever the bell rings or a second has passed, so that a
/// pause made by another process holds too, and a run whose worker was killed goes on.
/// </summary>
internal sealed class RunWorker(Store store, RunQueue queue, RunJob job, RunBoard board, ServiceSettings settings, TimeProvider time, ILogger<RunWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private readonly Dictionary<RunId, Turn> turns = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = LookEvery;
            try
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                WorkerLog.QueueFailed(logger, AfterFailure.TotalSeconds, failure);
                wait = AfterFailure;
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await WaitAsync(wait, stoppingToken).ConfigureAwait(false);
        }

        foreach (var turn in turns.Values)
        {
            await turn.Stop.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(turns.Values.Select(t => t.Work)).ConfigureAwait(false);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var ended in turns.Values.Where(t => t.Work.IsCompleted).ToList())
        {
            turns.Remove(ended.Id);
            ended.Stop.Dispose();
        }

        var waiting = new List<int>();
        foreach (var run in await store.Runs.QueueAsync(cancellationToken).ConfigureAwait(false))
        {
            if (turns.TryGetValue(run.Run.Id, out var turn))
            {
                turn.Priority = run.Priority;
                if (run.Status is not RunStatus.Running)
                {
                    await turn.Stop.CancelAsync().ConfigureAwait(false);
                }
            }
            else if (run.Status is RunStatus.Queued)
            {
                waiting.Add(run.Priority);
            }
        }

        while (turns.Count < settings.ActiveRuns && await queue.NextAsync(turns.Keys, cancellationToken).ConfigureAwait(false) is { } next)
        {
            Begin(next);
        }

        // One at a time: who was asked to make room is still there until its requests are settled.
        if (turns.Count >= settings.ActiveRuns && turns.Values.All(t => !t.Stop.IsCancellationRequested))
        {
            var active = turns.Values.Select(t => new RunTurn(t.Id, t.Priority, t.Since)).ToList();
            if (RunTurns.ToYield(active, waiting, TimeSpan.FromSeconds(settings.SliceSeconds), time.GetUtcNow()) is { } run)
            {
                await turns[run].Stop.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private void Begin(QueuedRun next)
    {
        var stop = new CancellationTokenSource();
        var turn = new Turn { Id = next.Run.Id, Priority = next.Priority, Since = time.GetUtcNow(), Stop = stop };
        turn.Work = Task.Run(async () =>
        {
            await job.RunAsync(next, stop.Token).ConfigureAwait(false);
            board.Wake();
        }, CancellationToken.None);
        turns.Add(turn.Id, turn);
    }

    private async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(longest, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await board.RungAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Time to look again, or to stop.
        }
    }

    private sealed class Turn
    {
        public required RunId Id { get; init; }

        public required int Priority { get; set; }

        public required DateTimeOffset Since { get; init; }

        public required CancellationTokenSource Stop { get; init; }

        public Task Work { get; set; } = Task.CompletedTask;
    }
}
