using System.Security.Cryptography;
using System.Text;
using CommentClassifier.Endpoints;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;

namespace CommentClassifier.Runs;

/// <summary>A batch made ready to be sent.</summary>
internal sealed record BuiltRequest(Batch Batch, PlannedRequest Plan, ChatRequest Chat, IReadOnlyList<AskedItem> Asked);

/// <summary>Turns batches into requests: the unchanging part first, then each comment as its short id and its text and nothing else.</summary>
internal sealed class RequestBuilder(RunPlan plan, ModelPrice? price, string owner, TimeProvider time)
{
    private const int AliasSeedBytes = 16;

    /// <summary>Builds the request for <paramref name="batch"/> and reserves its worst case.</summary>
    public BuiltRequest Build(Batch batch)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var aliases = Aliases.Create(batch.Items.Count, RandomNumberGenerator.GetBytes(AliasSeedBytes));
        var asked = new AskedItem[aliases.Count];
        var members = new RequestMember[aliases.Count];
        var promptTokens = plan.FixedTokens;
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i] = new AskedItem(aliases[i], batch.Items[i].Text);
            members[i] = new RequestMember(batch.Items[i].Id, aliases[i], i);
            promptTokens += batch.Items[i].Tokens;
        }

        var chat = new ChatRequest
        {
            Model = plan.Spec.Model,
            SystemText = plan.Rendered.SystemText,
            UserText = UserMessage.Build(asked),
            Schema = plan.Rendered.Schema,
            SchemaName = plan.Rendered.SchemaName,
            MaxOutputTokens = plan.OutputTokens(asked.Length),
            PromptTokens = promptTokens,
            Temperature = (float?)plan.Prompt.FrontMatter.Parameters.Temperature,
            Seed = plan.Prompt.FrontMatter.Parameters.Seed,
        };
        var planned = new PlannedRequest
        {
            Id = id,
            Purpose = batch.Purpose,
            Members = members,
            BodyHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chat.UserText))),
            ReservedPromptTokens = promptTokens,
            ReservedCompletionTokens = chat.MaxOutputTokens,
            ReservedUsd = price?.Cost(promptTokens, chat.MaxOutputTokens) ?? 0m,
            Owner = owner,
            PlannedAt = time.GetUtcNow(),
        };
        return new BuiltRequest(batch, planned, chat, asked);
    }
}
