using System.Text.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Endpoints;
using CommentClassifier.Host.Desk.Pages;
using CommentClassifier.Host.Worker;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Service;

/// <summary>What is asked for when a run is queued or estimated, from a form or as JSON.</summary>
public sealed record QueueOrder
{
    /// <summary>The docket.</summary>
    public string Docket { get; init; } = "";

    /// <summary>The prompt version, <c>name@version</c>.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The model at the endpoint.</summary>
    public string Model { get; init; } = RunPlanner.OfflineModel;

    /// <summary>The name of an endpoint in the settings, or <c>built-in</c>; never a URL.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Values of the prompt's variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary><c>all</c> or <c>coded</c>: every comment, or those with a human label.</summary>
    public string Only { get; init; } = "all";

    /// <summary>Only these comments, if given.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>At most so many, in the order of import.</summary>
    public long? Limit { get; init; }

    /// <summary>Comments a request, 1 to 100.</summary>
    public int Batch { get; init; } = new RunOptions().BatchSize;

    /// <summary>The most the run may cost in US dollars, in all its life.</summary>
    public decimal? Budget { get; init; }

    /// <summary>A new replicate: asks everything again, past the cache.</summary>
    public bool Again { get; init; }

    /// <summary>Ask those again that were refused, filtered or invalid.</summary>
    public bool RetryFailures { get; init; }

    /// <summary>Higher goes first, -100 to 100.</summary>
    public int Priority { get; init; }
}

/// <summary>An estimate, and what the user should know about how it was made.</summary>
public sealed record EstimateAnswer(Estimate Estimate, IReadOnlyList<string> Warnings);

/// <summary>From what is asked for to a plan; the desk and the API ask alike.</summary>
internal sealed class RunOrders(Store store, PromptShelf prompts, EndpointShelf endpoints, RunQueue queue, RunBoard board, Figures figures)
{
    /// <summary>Counts tokens, requests, time and money; nothing is sent.</summary>
    public async Task<EstimateAnswer> EstimateAsync(QueueOrder order, CancellationToken cancellationToken)
    {
        var (planned, endpoint) = await PlanAsync(order, cancellationToken).ConfigureAwait(false);
        var name = $"estimate {JsonSerializer.Serialize(order)} {planned.Plan.Spec.PromptHash} {JsonSerializer.Serialize(planned.Plan.Spec.Variables)} {endpoint.PriceOf(order.Model)}";
        var estimate = await figures.OfAsync(
            name, planned.Plan.Spec.Docket, [], () => new Estimator(store).EstimateAsync(planned.Plan, Options(order), endpoint, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        // The plan speaks to a terminal; here the variables are fields.
        return new EstimateAnswer(estimate, [.. planned.Warnings.Select(w => w.Replace("--var rule=\"...\" says", "the variable rule says", StringComparison.Ordinal))]);
    }

    /// <summary>Puts the run in the queue.</summary>
    public async Task<RunRecord> EnqueueAsync(QueueOrder order, string by, CancellationToken cancellationToken)
    {
        var (planned, endpoint) = await PlanAsync(order, cancellationToken).ConfigureAwait(false);
        var options = Options(order);
        if (options.BudgetUsd is not null && planned.Plan.Kind == RunKind.Model && endpoint.PriceOf(order.Model) is null)
        {
            throw new ExpectedException($"A budget needs a price: set {endpoint.SettingName("Prices")}:{order.Model}:Input and :Output (US dollars per million tokens).");
        }

        var run = await queue.EnqueueAsync(planned.Plan, options, new RunLaunch { Endpoint = endpoint.Name, By = by }, order.Priority, cancellationToken).ConfigureAwait(false);
        board.Wake();
        return run;
    }

    private async Task<(PlannedRun Planned, EndpointOptions Endpoint)> PlanAsync(QueueOrder order, CancellationToken cancellationToken)
    {
        Require(order.Docket.Length > 0, "Choose a docket (docket).");
        Require(order.Prompt.Length > 0, "Choose a prompt version (prompt: name@version).");
        Require(order.Model.Length > 0, "Name a model (model).");
        var endpoint = endpoints.Find(order.Endpoint, order.Model);
        var given = order.Variables.Where(v => v.Value.Length > 0).ToDictionary();
        var planned = await new RunPlanner(store, prompts.Load())
            .PlanAsync(new RunOrder(new DocketId(order.Docket), order.Prompt, order.Model, endpoint, given), cancellationToken).ConfigureAwait(false);
        return (planned, endpoint);
    }

    private static RunOptions Options(QueueOrder order)
    {
        Require(order.Batch is >= 1 and <= 100, $"batch is {order.Batch}; it must be 1 to 100 comments a request.");
        Require(order.Limit is null or > 0, $"limit is {order.Limit}; it must be more than 0, or left out.");
        Require(order.Budget is null or > 0, $"budget is {order.Budget}; it must be more than 0 US dollars, or left out.");
        Require(order.Priority is >= -100 and <= 100, $"priority is {order.Priority}; it must be -100 to 100.");
        Require(order.Only is "all" or "coded", $"only is \"{order.Only}\"; it must be all or coded.");
        return new RunOptions
        {
            BatchSize = order.Batch,
            BudgetUsd = order.Budget,
            Again = order.Again,
            UseCache = !order.Again,
            RetryFailures = order.RetryFailures,
            Selection = new RunSelection { CodedOnly = order.Only == "coded", Ids = order.Ids is { Count: > 0 } ids ? [.. ids.Select(i => new CommentId(i))] : null, Limit = order.Limit },
        };
    }

    private static void Require(bool valid, string message)
    {
        if (!valid)
        {
            throw new ExpectedException(message);
        }
    }
}
