using CommentClassifier.Ledger;
using CommentClassifier.Prompts;

namespace CommentClassifier.Runs;

/// <summary>Everything a run needs to know before the first comment is read.</summary>
/// <param name="Prompt">The prompt version.</param>
/// <param name="Rendered">Its text with the variables filled in, and the schema of the reply.</param>
/// <param name="Spec">What makes the run this run.</param>
/// <param name="Kind">What will make the labels.</param>
public sealed record RunPlan(PromptVersion Prompt, RenderedPrompt Rendered, RunSpec Spec, RunKind Kind)
{
    /// <summary>Tokens of a request without its comments: instructions, schema, framing.</summary>
    public int FixedTokens { get; } = PacketEstimate.Overhead(Rendered);

    /// <summary>The output limit of a request with <paramref name="comments"/> comments, in tokens: tight, because endpoints charge it at admission.</summary>
    public int OutputTokens(int comments) => PacketEstimate.MaxOutput(Prompt, comments);
}
