using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;

namespace CommentClassifier.Runs;

/// <summary>Writes up what an answer cost and what it was worth.</summary>
internal sealed class Settlement(ModelPrice? price, CacheKeys? cache, TimeProvider time)
{
    /// <summary>The settled request; tokens by the endpoint's account, by the local count where it gives none.</summary>
    public SettledRequest Of(BuiltRequest built, ChatOutcome outcome, Judgement judgement)
    {
        var settled = new SettledRequest
        {
            Id = built.Plan.Id,
            Outcomes = judgement.Outcomes,
            Failure = judgement.Failure,
            HttpAttempts = outcome.HttpAttempts,
            Usd = outcome.LostAttempts * built.Plan.ReservedUsd, // A server may charge for an answer that never reached us.
            Latency = outcome.Latency,
            SettledAt = time.GetUtcNow(),
        };
        return outcome switch
        {
            ChatOutcome.Answered answered => WithAnswer(settled, built, answered),
            ChatOutcome.Failed failed => settled with { Reply = failed.Body },
            _ => settled,
        };
    }

    private SettledRequest WithAnswer(SettledRequest settled, BuiltRequest built, ChatOutcome.Answered answered)
    {
        var usage = answered.Usage ?? new ChatUsage(built.Chat.PromptTokens, TokenCounter.Count(answered.Content), 0);
        return settled with
        {
            Reply = answered.Refusal ?? answered.Content,
            PromptTokens = usage.PromptTokens,
            CachedPromptTokens = usage.CachedPromptTokens,
            CompletionTokens = usage.CompletionTokens,
            Usd = settled.Usd + (price?.Cost(usage) ?? 0m),
            Model = answered.Model,
            Fingerprint = answered.Fingerprint,
            FinishReason = answered.FinishReason,
            CacheEntries = cache is null || built.Batch.Purpose != RequestPurpose.Label ? [] : Entries(settled, built),
        };
    }

    private List<CacheEntry> Entries(SettledRequest settled, BuiltRequest built)
    {
        var texts = built.Batch.Items.ToDictionary(item => item.Id, item => item.Text);
        var entries = new List<CacheEntry>();
        foreach (var outcome in settled.Outcomes)
        {
            if (outcome.State == CommentState.Labelled)
            {
                entries.Add(new CacheEntry(cache!.For(texts[outcome.Text]), outcome.Text, outcome.Labels, settled.Id));
            }
        }

        return entries;
    }
}
