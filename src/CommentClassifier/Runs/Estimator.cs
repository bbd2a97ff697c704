using System.Globalization;
using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>US dollars: a best case, what to expect, and the most it can be.</summary>
public sealed record CostRange(decimal Low, decimal Expected, decimal High);

/// <summary>Tokens, requests, time and money before a cent is spent.</summary>
/// <param name="Docket">The docket.</param>
/// <param name="Prompt">The prompt, <c>name@version</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="Comments">Comments selected.</param>
/// <param name="DistinctTexts">Distinct readable texts among them: what is sent.</param>
/// <param name="Requests">Requests at this batch size.</param>
/// <param name="PromptTokens">Prompt tokens, counted (o200k_base).</param>
/// <param name="CompletionTokens">Completion tokens expected.</param>
/// <param name="CostUsd">Null when the settings have no price for the model.</param>
/// <param name="Seconds">How long it takes under the limits given and the latency assumed.</param>
/// <param name="Assumptions">What the figures rest on, one line each.</param>
public sealed record Estimate(
    string Docket, string Prompt, string Model, long Comments, long DistinctTexts, long Requests, long PromptTokens, long CompletionTokens,
    CostRange? CostUsd, double Seconds, IReadOnlyList<string> Assumptions);

/// <summary>Counts what a run would send, from the token counts stored at import.</summary>
public sealed class Estimator(Store store)
{
    /// <summary>A label without a quote: name, punctuation, label.</summary>
    private const int TokensOfABareLabel = 8;

    /// <summary>What a typical quote adds.</summary>
    private const int TokensOfAQuote = 22;

    private const int TokensOfAConfidence = 6;
    private const int TokensOfAnId = 10;
    private const double SecondsToFirstToken = 0.8;
    private const double SecondsPerToken = 0.012;
    private const int ConcurrencyAssumed = 32;

    /// <summary>Estimates a run of <paramref name="plan"/> at the endpoint's limits and prices; nothing is sent.</summary>
    public async Task<Estimate> EstimateAsync(
        RunPlan plan, RunOptions options, EndpointOptions endpoint, CancellationToken cancellationToken = default)
    {
        var statistics = await store.Dockets.TokensAsync(plan.Spec.Docket, options.Selection, cancellationToken).ConfigureAwait(false);
        var packer = plan.Packer(options, endpoint.ContextWindow);
        var texts = store.Dockets.TextTokensAsync(plan.Spec.Docket, options.Selection, cancellationToken);
        long requests = 0;
        await foreach (var _ in packer.PackAsync(AsItems(texts), cancellationToken).ConfigureAwait(false))
        {
            requests++;
        }

        var prompt = (requests * plan.FixedTokens) + statistics.Tokens;
        var perComment = ExpectedOutput(plan);
        var expected = statistics.DistinctTexts * perComment;
        var most = statistics.DistinctTexts * plan.Prompt.FrontMatter.Parameters.MaxOutputTokensPerComment;
        var price = endpoint.PriceOf(plan.Spec.Model);
        var cost = price is null
            ? null
            : new CostRange(
                price.Cost(prompt, expected / 2, price.CachedInput is null ? 0 : requests * plan.FixedTokens),
                price.Cost(prompt, expected),
                price.Cost(prompt * 11 / 10, most));
        return new Estimate(
            plan.Spec.Docket.Value, plan.Spec.Prompt, plan.Spec.Model, statistics.Comments, statistics.DistinctTexts, requests, prompt, expected,
            cost, Seconds(endpoint, requests, prompt + expected, perComment * Math.Max(1, statistics.DistinctTexts / Math.Max(1, requests))),
            Assumptions(plan, endpoint, perComment, cost));
    }

    private static double Seconds(EndpointOptions endpoint, long requests, long tokens, double outputTokensARequest)
    {
        var latency = SecondsToFirstToken + (SecondsPerToken * outputTokensARequest);
        var byLatency = requests * latency / (endpoint.Concurrency ?? ConcurrencyAssumed);
        var byRequests = endpoint.Rpm is { } rpm ? requests * 60 / rpm : 0;
        var byTokens = endpoint.Tpm is { } tpm ? tokens * 60 / tpm : 0;
        return Math.Max(byLatency, Math.Max(byRequests, byTokens));
    }

    private static int ExpectedOutput(RunPlan plan)
    {
        var shape = plan.Prompt.Shape;
        var perLabel = TokensOfABareLabel + (shape.Quotes ? TokensOfAQuote : 0) + (shape.Confidence ? TokensOfAConfidence : 0);
        return Math.Min(TokensOfAnId + (plan.Prompt.Codebook.Dimensions.Count * perLabel), plan.Prompt.FrontMatter.Parameters.MaxOutputTokensPerComment);
    }

    private static List<string> Assumptions(RunPlan plan, EndpointOptions endpoint, int perComment, CostRange? cost)
    {
        var lines = new List<string>
        {
            $"The fixed part of the prompt is {plan.FixedTokens} tokens a request; a reply is taken as {perComment} tokens a comment and is limited to {plan.Prompt.FrontMatter.Parameters.MaxOutputTokensPerComment}.",
            $"Time assumes {SecondsToFirstToken} s to the first token, {SecondsPerToken * 1000} ms a token and {endpoint.Concurrency ?? ConcurrencyAssumed} requests in flight, or the limits where they are slower.",
            "The highest cost has every reply at its limit and one prompt in ten sent twice; the lowest has short replies and, where the price list has one, the cached price for the fixed part.",
        };
        if (endpoint.PriceOf(plan.Spec.Model) is { Batch: < 1 and var share })
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"At the price of the provider's batch interface ({share:0.##} of the ordinary one) it would be about ${cost!.Expected * share:0.00}; run sends ordinary requests."));
        }

        if (cost is null)
        {
            lines.Add($"No price is set for {plan.Spec.Model}: add {endpoint.SettingName("Prices")}:{plan.Spec.Model}:Input and :Output (US dollars per million tokens).");
        }

        return lines;
    }

    private static async IAsyncEnumerable<WorkItem> AsItems(IAsyncEnumerable<TextTokens> texts)
    {
        await foreach (var text in texts.ConfigureAwait(false))
        {
            yield return new WorkItem(text.Id, "", text.Tokens, 0, text.TravelsAlone);
        }
    }
}
