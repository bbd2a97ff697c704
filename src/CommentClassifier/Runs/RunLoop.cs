using System.Threading.Channels;
using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>What one invocation works with.</summary>
internal sealed record RunParts(
    ChatEndpoint Endpoint, RequestBuilder Builder, ReplyJudge Judge, LedgerWriter Writer, Settlement Settlement, Budget Budget, RunTally Tally);

/// <summary>
/// Keeps as many requests under way as the endpoint allows and no more, so that little is planned that is not also sent.
/// Invariants: follow-ups are queued before a request counts as finished; after the loop nothing is in flight.
/// </summary>
internal sealed class RunLoop(RunParts parts, WorkQueue queue, RunOptions options, TimeProvider time) : IDisposable
{
    /// <summary>
    /// How many requests may be on their way to the wire (being built, planned or admitted) beside those on it: as many as the endpoint
    /// takes, up to this, and a quarter of it beyond. So the endpoint never waits for us, and a kill leaves little behind that was planned,
    /// counts at its reserved price, and was never sent. As many as it takes at most wait to be settled: the store holds up what it can't follow.
    /// </summary>
    private const int UsualAhead = 16;

    /// <summary>So many outages in a row, with no answer between them, mean that the endpoint is down.</summary>
    private const int OutagesThatEndARun = 6;

    private readonly Channel<bool> changed = Channel.CreateUnbounded<bool>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource abort = new();
    private RunEnd? end;
    private Exception? fault;
    private int inFlight;
    private int settling;
    private int outagesInARow;
    private long answers;

    /// <summary>Requests under way.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Works until nothing is left, something ends the run, or <paramref name="stop"/> asks for a drain.</summary>
    public async Task<RunEnd> RunAsync(CancellationToken stop)
    {
        try
        {
            while (end is null && fault is null && !stop.IsCancellationRequested)
            {
                if (IsFull())
                {
                    await NextChangeAsync(stop).ConfigureAwait(false);
                    continue;
                }

                var idle = InFlight == 0;
                var batch = await queue.NextAsync().ConfigureAwait(false);
                if (batch is not null)
                {
                    Interlocked.Increment(ref inFlight);
                    _ = Task.Run(() => AskAsync(batch, stop), CancellationToken.None);
                }
                else if (idle)
                {
                    // It was idle before the queue was asked, so nobody can have queued anything since.
                    break;
                }
                else
                {
                    await NextChangeAsync(stop).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await DrainAsync().ConfigureAwait(false);
        }

        if (fault is not null)
        {
            throw fault is ExpectedException expected ? expected : new InvalidOperationException("The run stopped on an error.", fault);
        }

        return end ?? (stop.IsCancellationRequested
            ? new RunEnd(RunStop.Cancelled, abort.IsCancellationRequested
                ? "Stopped at once; what was in flight counts at its reserved price and will be asked again."
                : "Stopped; what was in flight has been settled.")
            : new RunEnd(RunStop.Completed, ""));
    }

    /// <summary>Whether a further request has to wait: enough are on their way to the wire, or too many answers wait to be committed.</summary>
    /// <param name="inFlight">Requests under way, those below among them.</param>
    /// <param name="onWire">Those sent and not answered.</param>
    /// <param name="answered">Those that wait for their commit.</param>
    /// <param name="limit">How many the endpoint takes at once.</param>
    internal static bool IsFull(int inFlight, int onWire, int answered, int limit) =>
        inFlight - onWire - answered >= Math.Max(Math.Min(UsualAhead, limit), limit / 4) || answered >= Math.Max(UsualAhead, limit);

    private bool IsFull()
    {
        var (onWire, limit) = parts.Endpoint.Load;
        return IsFull(InFlight, onWire, Volatile.Read(ref settling), limit);
    }

    private async Task NextChangeAsync(CancellationToken stop)
    {
        try
        {
            await changed.Reader.ReadAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The loop's condition sees it.
        }
    }

    private async Task DrainAsync()
    {
        using var limit = new CancellationTokenSource(options.DrainTime, time);
        using var registration = limit.Token.Register(abort.Cancel);
        using var atOnce = options.EndAtOnce.Register(abort.Cancel);
        while (InFlight > 0)
        {
            await changed.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(Batch batch, CancellationToken stop)
    {
        var answered = false;
        try
        {
            var built = parts.Builder.Build(batch);
            if (!await parts.Budget.ReserveAsync(built.Plan.ReservedUsd, stop).ConfigureAwait(false))
            {
                End(new RunEnd(RunStop.BudgetReached, "The next request could break the budget."));
                return;
            }

            var reserved = built.Plan.ReservedUsd;
            decimal? cost = null;
            var held = false;
            try
            {
                await parts.Writer.PlanAsync(built.Plan).ConfigureAwait(false);
                var outcome = await parts.Endpoint.AskAsync(built.Chat, MayRepeatAsync, stop, abort.Token).ConfigureAwait(false);
                Interlocked.Increment(ref settling);
                answered = true;
                changed.Writer.TryWrite(true);
                cost = await SettleAsync(built, outcome, held).ConfigureAwait(false);
            }
            finally
            {
                parts.Budget.Settle(reserved, cost ?? reserved);
            }

            async ValueTask<bool> MayRepeatAsync()
            {
                if (built.Plan.ReservedUsd == 0)
                {
                    return true;
                }

                if (!parts.Budget.TryExtend(built.Plan.ReservedUsd))
                {
                    held = true;
                    return false;
                }

                reserved += built.Plan.ReservedUsd;
                await parts.Writer.ReserveAgainAsync(built.Plan).ConfigureAwait(false);
                return true;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            // Stopped while it waited for room in the budget: nothing was planned.
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // Its plan stays and counts at its reserved price: nobody knows whether it was bought.
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref fault, failure, null);
            await abort.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            if (answered)
            {
                Interlocked.Decrement(ref settling);
            }

            Interlocked.Decrement(ref inFlight);
            changed.Writer.TryWrite(true);
        }
    }

    private async Task<decimal> SettleAsync(BuiltRequest built, ChatOutcome outcome, bool held)
    {
        // Held for money it goes back in line, where it waits for room or ends the run.
        var judgement = held && outcome is ChatOutcome.Failed lost ? new Judgement([], [built.Batch], lost.Message)
            : IsDown(outcome) ?? parts.Judge.Judge(built.Batch, built.Asked, outcome);
        var settled = parts.Settlement.Of(built, outcome, judgement);
        await parts.Writer.SettleAsync(settled).ConfigureAwait(false);
        parts.Tally.Add(settled, built.Batch.Purpose);
        queue.AskAgain(judgement.Next.Select(next => next with { Purpose = built.Batch.Purpose }));
        if (judgement.End is { } stopped)
        {
            End(stopped);
        }

        return settled.Usd;
    }

    /// <summary>An endpoint that has never answered, or has stopped answering anybody, ends the run and costs no comment an attempt.</summary>
    private Judgement? IsDown(ChatOutcome outcome)
    {
        if (outcome is not ChatOutcome.Failed failed || failed.Kind is not (ChatFailure.Unavailable or ChatFailure.NotSent))
        {
            Interlocked.Increment(ref answers);
            Volatile.Write(ref outagesInARow, 0);
            return null;
        }

        if (failed.Kind == ChatFailure.NotSent)
        {
            return new Judgement([], [], failed.Message);
        }

        var down = Interlocked.Increment(ref outagesInARow) >= OutagesThatEndARun || Interlocked.Read(ref answers) == 0;
        return down ? new Judgement([], [], failed.Message, new RunEnd(RunStop.Unavailable, failed.Message)) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => abort.Dispose();

    private void End(RunEnd why) => Interlocked.CompareExchange(ref end, why, null);
}
