using CommentClassifier.Endpoints;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>Where a run stands after an invocation.</summary>
public sealed record RunResult(RunSummary Summary, RunEnd End, double Seconds, ControlReport? Control = null);

/// <summary>Classifies what is selected; the same plan resumes the same run.</summary>
public sealed class Classifier(Store store, ChatEndpoint endpoint, EndpointOptions settings, TimeProvider time)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Runs until every selected comment has its final state, the budget or the endpoint ends it, or <paramref name="stop"/> asks for a
    /// drain. What was paid for is in the store when this returns.
    /// </summary>
    /// <exception cref="ExpectedException">Another process works on the run; the prompt version changed on disk; a budget without a price.</exception>
    public async Task<RunResult> RunAsync(RunPlan plan, RunOptions options, IProgress<RunProgress>? progress = null, CancellationToken stop = default)
    {
        var started = time.GetTimestamp();
        var price = settings.PriceOf(plan.Spec.Model);
        if (options.BudgetUsd is not null && price is null && plan.Kind == RunKind.Model)
        {
            throw new ExpectedException(
                $"A budget needs a price: set {settings.SettingName("Prices")}:{plan.Spec.Model}:Input and :Output (US dollars per million tokens).");
        }

        await PromptGuard.RecordUseAsync(store, plan.Prompt, stop).ConfigureAwait(false);
        var run = options.Resume is { } known
            ? await store.Runs.FindAsync(known.Value, stop).ConfigureAwait(false) ?? throw new ExpectedException($"There is no run {known}.")
            : await store.Runs.OpenAsync(plan.Spec, plan.Kind, options.Again, stop).ConfigureAwait(false);
        var lease = await RunClaim.TakeAsync(store, run.Id, time, stop).ConfigureAwait(false);
        RunEnd end;
        await using (lease.ConfigureAwait(false))
        {
            await store.Runs.AbandonOrphansAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
            if (options.Resume is null)
            {
                await store.Runs.SelectAsync(run.Id, options.Selection, stop).ConfigureAwait(false);
            }

            if (options.RetryFailures)
            {
                await store.Runs.ReopenFailuresAsync(run.Id, [CommentState.Refused, CommentState.Filtered, CommentState.Invalid], stop).ConfigureAwait(false);
            }

            end = await WorkAsync(run, plan, options, price, lease, progress, stop).ConfigureAwait(false);
            await store.Runs.AbandonOrphansAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
        }

        var summary = await store.Runs.SummaryAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
        var control = options.ControlShare > 0 ? ControlReport.Of(await store.Runs.ControlsAsync(run.Id, CancellationToken.None).ConfigureAwait(false)) : null;
        return new RunResult(summary, end, time.GetElapsedTime(started).TotalSeconds, control);
    }

    private async Task<RunEnd> WorkAsync(
        RunRecord run, RunPlan plan, RunOptions options, ModelPrice? price, RunClaim lease, IProgress<RunProgress>? progress, CancellationToken stop)
    {
        var spent = await store.Runs.SpentUsdAsync(run.Id, stop).ConfigureAwait(false);
        var waiting = await store.Runs.PendingTextsAsync(run.Id, stop).ConfigureAwait(false);
        var cache = new CacheKeys(plan, options.BatchSize, () => endpoint.Dialect);
        var readable = options.UseCache && run.Spec.Replicate == 1;
        var tally = new RunTally();
        var budget = new Budget(options.BudgetUsd, spent);
        var writer = new LedgerWriter(store.Runs, run.Id, lease.Token);
        await using (writer.ConfigureAwait(false))
        {
            var parts = new RunParts(
                endpoint, new RequestBuilder(plan, price, lease.Owner, time), new ReplyJudge(new ReplyValidator(plan.Prompt.Codebook, plan.Prompt.Shape)),
                writer, new Settlement(price, cache, time), budget, tally);
            var source = new RunSource(store, run.Id, writer, tally, readable ? cache : null, lease.Owner, time);
            var packer = plan.Packer(options, settings.ContextWindow);
            var started = time.GetTimestamp();

            Task<RunEnd> AskAsync(IAsyncEnumerable<Batch> batches) => LoopAsync(
                parts, batches, options, progress,
                inFlight => new RunProgress(
                    waiting, tally.Done, tally.Failed, tally.Requests, inFlight, budget.CommittedUsd, time.GetElapsedTime(started), endpoint.Snapshot),
                stop);

            var end = await AskAsync(packer.PackAsync(source.ReadAsync(CancellationToken.None), CancellationToken.None)).ConfigureAwait(false);
            if (end.Stop == RunStop.Completed && options.ControlShare > 0)
            {
                var control = new ControlSource(store.Runs, run.Id, options.ControlShare);
                end = await AskAsync(control.DrawAsync(CancellationToken.None)).ConfigureAwait(false);
                end = end.Stop == RunStop.Completed ? await AskAsync(control.NeighboursAsync(CancellationToken.None)).ConfigureAwait(false) : end;
            }

            return end;
        }
    }

    private async Task<RunEnd> LoopAsync(
        RunParts parts, IAsyncEnumerable<Batch> batches, RunOptions options, IProgress<RunProgress>? progress, Func<int, RunProgress> now, CancellationToken stop)
    {
        var queue = new WorkQueue(batches);
        await using (queue.ConfigureAwait(false))
        {
            using var loop = new RunLoop(parts, queue, options, time);
            using var timer = time.CreateTimer(_ => progress?.Report(now(loop.InFlight)), null, ProgressEvery, ProgressEvery);
            var end = await loop.RunAsync(stop).ConfigureAwait(false);
            progress?.Report(now(loop.InFlight));
            return end;
        }
    }
}
