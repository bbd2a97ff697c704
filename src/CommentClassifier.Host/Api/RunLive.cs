using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Worker;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Api;

/// <summary>Where a run is at this moment.</summary>
/// <param name="Run">The run.</param>
/// <param name="Status">Where it stands in the queue.</param>
/// <param name="Note">Why it came to rest, where a person must do something.</param>
/// <param name="Comments">Comments selected.</param>
/// <param name="Settled">Of these, how many no longer wait.</param>
/// <param name="Failed">Of these, how many were asked and have no label.</param>
/// <param name="States">The states of the selection.</param>
/// <param name="CostUsd">US dollars spent and reserved.</param>
/// <param name="TextsPerSecond">Distinct texts settled a second in this turn; null while nobody works on it here.</param>
/// <param name="SecondsLeft">At that rate; null while unknown.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="Admission">What the endpoint allows and what is waited for, in words; null while nobody works on it here.</param>
public sealed record RunLive(
    string Run, RunStatus Status, string? Note, long Comments, long Settled, long Failed, StateCounts States, decimal CostUsd, double? TextsPerSecond,
    double? SecondsLeft, int InFlight, string? Admission)
{
    internal static RunLive Of(RunSummary summary, QueuedRun? queued, RunBoard board)
    {
        var live = board.Find(summary.Run.Id);
        var rate = live is { Done: > 0 } && live.Elapsed.TotalSeconds > 0.25 ? live.Done / live.Elapsed.TotalSeconds : (double?)null;
        return new RunLive(
            summary.Run.Id.Value, queued?.Status ?? RunStatus.Idle, Runs.RunLaunch.Parse(queued?.Launch)?.Note, summary.Comments,
            summary.Comments - summary.States.Pending, summary.States.Failed, summary.States, Math.Max(summary.CostUsd, live?.CommittedUsd ?? 0),
            rate is { } perSecond ? Math.Round(perSecond, 1) : null, rate is { } r ? Math.Round((live!.Texts - live.Done) / r, 1) : null, live?.InFlight ?? 0,
            live is null ? null : AdmissionText.Of(live));
    }
}
