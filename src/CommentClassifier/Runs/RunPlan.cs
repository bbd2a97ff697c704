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

    /// <summary>How the texts are packed: within the options' bounds, and so that a full request fits the model's context window, where that is known.</summary>
    internal BatchPacker Packer(RunOptions options, int? contextWindow)
    {
        var (items, window) = (options.BatchSize, contextWindow ?? int.MaxValue);

        // Half the window at most for what is always there, or long comments would each travel alone.
        while (items > 1 && FixedTokens + OutputTokens(items) > window / 2)
        {
            items--;
        }

        return new BatchPacker(items, Math.Clamp(window - FixedTokens - OutputTokens(items), 1, options.BatchTokens));
    }
}
