using System.Text.Json.Nodes;
using CommentClassifier.Endpoints;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Host.Tests.Simulator;

public sealed class SimulatorServerTests
{
    [Fact]
    public async Task Every_item_comes_back_under_its_id_with_a_label_of_the_schema()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions());

        var answered = Assert.IsType<ChatOutcome.Answered>(await rig.AskAsync(("a1", "I oppose this rule with all my heart."), ("b2", "Fine.")));

        var results = JsonNode.Parse(answered.Content)!["results"]!.AsArray();
        Assert.Equal(["a1", "b2"], results.Select(r => (string)r!["id"]!));
        Assert.All(results, r => Assert.Contains((string)r!["stance"]!["label"]!, new[] { "support", "oppose", "unclear" }));
        Assert.StartsWith((string)results[0]!["stance"]!["quote"]!, "I oppose this rule with all my heart.", StringComparison.Ordinal);
        Assert.Equal("stop", answered.FinishReason);
        Assert.True(answered.Usage!.PromptTokens > 0 && answered.Usage.CompletionTokens > 0);
        Assert.Equal(1, answered.HttpAttempts);
    }
}
