using CommentClassifier.Endpoints;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>What a reply is worth: the state of each member from now on, and the batches that are asked next.</summary>
/// <param name="Outcomes">One for each member of the batch.</param>
/// <param name="Next">Batches to ask again; their members are pending.</param>
/// <param name="Failure">Why the request as a whole failed, or null.</param>
/// <param name="End">Set when the whole run must pause.</param>
internal sealed record Judgement(
    IReadOnlyList<MemberOutcome> Outcomes, IReadOnlyList<Batch> Next, string? Failure = null, RunEnd? End = null);

/// <summary>
/// Decides, from a batch and what came back, who is labelled, who is asked again and how, and who is given up on. Pure.
/// A split spends no attempt, and neither does a bad answer in company, where the fault may be the company's (ids mixed up, items left
/// out): a comment's own third invalid reply, given when it was asked alone, ends it. A failure never becomes a label.
/// </summary>
/// <param name="validator">Checks replies against the schema that was sent.</param>
internal sealed class ReplyJudge(ReplyValidator validator)
{
    /// <summary>How many invalid replies of its own end a comment.</summary>
    public const int MostAttempts = 3;

    /// <summary>How often one batch may meet a failing endpoint, while others succeed, before it is split.</summary>
    public const int MostOutages = 3;

    private const string NoAnswer = "The reply does not answer for this comment.";

    /// <summary>Judges what came back for <paramref name="batch"/>, whose items were sent as <paramref name="asked"/>, in the same order.</summary>
    public Judgement Judge(Batch batch, IReadOnlyList<AskedItem> asked, ChatOutcome outcome) => outcome switch
    {
        ChatOutcome.Answered { Refusal: { } refusal } => Alone(batch, CommentState.Refused, $"The model declined: {refusal}"),
        ChatOutcome.Answered answered => JudgeAnswer(batch, asked, answered),
        ChatOutcome.Failed failed => JudgeFailure(batch, failed),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
    };

    private Judgement JudgeAnswer(Batch batch, IReadOnlyList<AskedItem> asked, ChatOutcome.Answered answered)
    {
        var check = validator.Check(answered.Content, answered.FinishReason, asked);
        return check switch
        {
            ReplyCheck.Broken { Kind: BrokenReply.Filtered } filtered => Alone(batch, CommentState.Filtered, filtered.Reason),
            ReplyCheck.Broken broken => JudgeBroken(batch, broken.Reason),
            ReplyCheck.Items items => JudgeItems(batch, asked, items),
            _ => throw new InvalidOperationException($"Unknown check {check.GetType().Name}."),
        };
    }

    private static Judgement JudgeItems(Batch batch, IReadOnlyList<AskedItem> asked, ReplyCheck.Items check)
    {
        var valid = check.Valid.ToDictionary(item => item.Alias, item => item.Labels);
        var invalid = check.Invalid.ToDictionary(item => item.Alias, item => item.Reason);
        var outcomes = new List<MemberOutcome>(batch.Items.Count);
        var again = new List<WorkItem>();
        for (var i = 0; i < batch.Items.Count; i++)
        {
            var item = batch.Items[i];
            if (valid.TryGetValue(asked[i].Alias, out var labels))
            {
                outcomes.Add(new MemberOutcome(item.Id, CommentState.Labelled, item.Attempts, null, labels));
                continue;
            }

            var reason = invalid.GetValueOrDefault(asked[i].Alias, NoAnswer);
            if (batch.Items.Count > 1)
            {
                outcomes.Add(new MemberOutcome(item.Id, CommentState.Pending, item.Attempts, reason, []));
                again.Add(item);
            }
            else if (Spend(item, CommentState.Invalid, reason, outcomes) is { } spent)
            {
                again.Add(spent);
            }
        }

        return new Judgement(outcomes, [.. Regroup(again, batch.Incomplete)]);
    }

    /// <summary>Once more together, then each alone, so that this ends however a server answers.</summary>
    private static IEnumerable<Batch> Regroup(List<WorkItem> items, int incomplete) =>
        items.Count == 0 ? []
        : incomplete == 0 ? [new Batch(items, Incomplete: 1)]
        : items.Select(item => new Batch([item], Incomplete: 1));

    private static Judgement JudgeBroken(Batch batch, string reason)
    {
        if (batch.Items.Count == 1)
        {
            return Alone(batch, CommentState.Invalid, reason);
        }

        return batch.BrokenReplies == 0
            ? new Judgement(StillPending(batch, reason), [batch with { BrokenReplies = 1 }], reason)
            : new Judgement(StillPending(batch, reason), [.. batch.Halves()], reason);
    }

    private static Judgement JudgeFailure(Batch batch, ChatOutcome.Failed failed)
    {
        var single = batch.Items.Count == 1;
        switch (failed.Kind)
        {
            case ChatFailure.ContextOverflow or ChatFailure.TooLargeForLimit when single:
                return new Judgement([Final(batch.Items[0], CommentState.Oversized, failed.Message)], [], failed.Message);
            case ChatFailure.ContextOverflow or ChatFailure.TooLargeForLimit:
                return new Judgement(StillPending(batch, failed.Message), [.. batch.Halves()], failed.Message);
            case ChatFailure.ContentFilter:
                return Alone(batch, CommentState.Filtered, failed.Message);
            case ChatFailure.Unavailable when batch.Outages + 1 < MostOutages:
                return new Judgement(StillPending(batch, failed.Message), [batch with { Outages = batch.Outages + 1 }], failed.Message);
            case ChatFailure.Unavailable:
                return Alone(batch, CommentState.Invalid, failed.Message);
            default:
                return new Judgement(StillPending(batch, failed.Message), [], failed.Message, new RunEnd(StopFor(failed.Kind), failed.Message));
        }
    }

    private static RunStop StopFor(ChatFailure kind) => kind switch
    {
        ChatFailure.Billing => RunStop.Billing,
        ChatFailure.Authentication => RunStop.Authentication,
        _ => RunStop.Configuration,
    };

    /// <summary>A verdict on the request as a whole: split to find whom it is about; a single comment spends an attempt.</summary>
    private static Judgement Alone(Batch batch, CommentState state, string reason)
    {
        if (batch.Items.Count > 1)
        {
            return new Judgement(StillPending(batch, reason), [.. batch.Halves()], reason);
        }

        var outcomes = new List<MemberOutcome>(1);
        var again = Spend(batch.Items[0], state, reason, outcomes);
        return new Judgement(outcomes, again is null ? [] : [new Batch([again])], reason);
    }

    private static WorkItem? Spend(WorkItem item, CommentState stateAtTheEnd, string reason, List<MemberOutcome> outcomes)
    {
        var spent = item with { Attempts = item.Attempts + 1 };
        if (spent.Attempts >= MostAttempts)
        {
            outcomes.Add(Final(spent, stateAtTheEnd, reason));
            return null;
        }

        outcomes.Add(new MemberOutcome(spent.Id, CommentState.Pending, spent.Attempts, reason, []));
        return spent;
    }

    private static MemberOutcome Final(WorkItem item, CommentState state, string reason) => new(item.Id, state, item.Attempts, reason, []);

    private static List<MemberOutcome> StillPending(Batch batch, string reason) =>
        [.. batch.Items.Select(item => new MemberOutcome(item.Id, CommentState.Pending, item.Attempts, reason, []))];
}
