using CommentClassifier.Endpoints;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;

namespace CommentClassifier.Tests.Runs;

/// <summary>Small things the tests of this folder start from.</summary>
internal static class Given
{
    public static readonly Codebook Stance = new()
    {
        Name = "test",
        Dimensions =
        [
            new Dimension
            {
                Name = "stance",
                Title = "Stance",
                Labels =
                [
                    new LabelDefinition { Name = "support", Definition = "Backs it." },
                    new LabelDefinition { Name = "oppose", Definition = "Does not." },
                ],
            },
        ],
    };

    public static ReplyJudge Judge() => new(new ReplyValidator(Stance, new ReplyShape(false, false)));

    public static WorkItem Item(int id, int attempts = 0) => new(new TextId(id), $"Comment number {id}.", 10, attempts, false);

    public static Batch BatchOf(int count) => new([.. Enumerable.Range(1, count).Select(id => Item(id))]);

    public static AskedItem[] Asked(Batch batch) => [.. batch.Items.Select(item => new AskedItem($"a{item.Id.Value}", item.Text))];

    public static ChatOutcome Answer(string content, string finishReason = "stop") => new ChatOutcome.Answered(content, finishReason, null, "m", null);

    public static ChatOutcome AnswerFor(params int[] ids) =>
        Answer($$"""{"results":[{{string.Join(',', ids.Select(id => $$"""{"id":"a{{id}}","stance":"oppose"}"""))}}]}""");

    public static ChatOutcome Failure(ChatFailure kind) => new ChatOutcome.Failed(kind, "it failed");
}
