namespace CommentClassifier.Endpoints;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
public sealed record ModelPrice
{
    /// <summary>Prompt tokens.</summary>
    public decimal Input { get; init; }

    /// <summary>Prompt tokens read from the endpoint's prompt cache; null means the price of <see cref="Input"/>.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Completion tokens.</summary>
    public decimal Output { get; init; }

    /// <summary>What the batch interface costs of the price of an ordinary call, from 0 to 1 (0.5 is half price).</summary>
    public decimal Batch { get; init; } = 1;

    /// <summary>What these tokens cost, in US dollars.</summary>
    public decimal Cost(ChatUsage usage) => Cost(usage.PromptTokens, usage.CompletionTokens, usage.CachedPromptTokens);

    /// <summary>What these tokens cost, in US dollars; the cached ones are among the prompt's.</summary>
    public decimal Cost(long promptTokens, long completionTokens, long cachedPromptTokens = 0) =>
        (((promptTokens - cachedPromptTokens) * Input) + (cachedPromptTokens * (CachedInput ?? Input)) + (completionTokens * Output)) / 1_000_000m;
}
