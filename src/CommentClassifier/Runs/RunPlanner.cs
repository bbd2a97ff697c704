using System.Text.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>What a user asks for when starting, resuming or estimating a run.</summary>
public sealed record RunOrder(DocketId Docket, string Prompt, string Model, EndpointOptions Endpoint, IReadOnlyDictionary<string, string> Variables);

/// <summary>A plan, and what the user should know about how it was made.</summary>
public sealed record PlannedRun(RunPlan Plan, IReadOnlyList<string> Warnings);

/// <summary>Makes a plan from an order: finds the docket and the prompt, fills in the variables.</summary>
public sealed class RunPlanner(Store store, PromptCatalogue prompts)
{
    /// <summary>The variable that describes a proposed rule; the Notice's title stands in for it.</summary>
    private const string RuleVariable = "rule";

    /// <summary>The name of the built-in endpoint's model, which is not a language model.</summary>
    public const string OfflineModel = "offline-keywords";

    /// <summary>The name of the built-in endpoint.</summary>
    public const string BuiltInEndpoint = "built-in";

    /// <summary>Plans a run; nothing is sent and nothing is stored.</summary>
    /// <exception cref="ExpectedException">Unknown docket, prompt or variable.</exception>
    public async Task<PlannedRun> PlanAsync(RunOrder order, CancellationToken cancellationToken = default)
    {
        var docket = await FindDocketAsync(order.Docket, cancellationToken).ConfigureAwait(false);
        var prompt = prompts.Get(order.Prompt);
        await PromptGuard.EnsureUnchangedAsync(store, prompt, cancellationToken).ConfigureAwait(false);
        var warnings = new List<string>();
        var variables = new Dictionary<string, string>(order.Variables);
        if (!variables.ContainsKey(RuleVariable) && prompt.FrontMatter.Variables.Any(v => v.Name == RuleVariable && v.Required))
        {
            variables[RuleVariable] = docket.Title ?? docket.Docket.Value;
            if (docket.Title is null)
            {
                warnings.Add($"The docket's Notice is not imported, so the prompt calls the rule \"{docket.Docket}\"; --var rule=\"...\" says what it is.");
            }
        }

        var rendered = PromptRenderer.Render(prompt, variables);
        var offline = order.Model == OfflineModel;
        if (offline)
        {
            warnings.Add("offline-keywords is not a language model: it counts cue words. Its labels show how the tool works, not what the comments say.");
        }

        var spec = new RunSpec
        {
            Docket = docket.Docket,
            Prompt = prompt.Id,
            PromptHash = prompt.Hash,
            Variables = rendered.VariablesUsed,
            Model = order.Model,
            Endpoint = order.Endpoint.Name == BuiltInEndpoint ? BuiltInEndpoint : order.Endpoint.Address,
            Parameters = JsonSerializer.Serialize(new { prompt.FrontMatter.Parameters.Temperature, prompt.FrontMatter.Parameters.Seed }, JsonSerializerOptions.Web),
        };
        return new PlannedRun(new RunPlan(prompt, rendered, spec, offline ? RunKind.Keywords : RunKind.Model), warnings);
    }

    private async Task<DocketInfo> FindDocketAsync(DocketId id, CancellationToken cancellationToken)
    {
        var dockets = await store.Dockets.ListAsync(cancellationToken).ConfigureAwait(false);
        return dockets.FirstOrDefault(d => d.Docket == id) ?? throw new ExpectedException(dockets.Count == 0
            ? $"There is no docket {id}: nothing is imported yet. Import it with: comment-classifier import <file> --docket {id}"
            : $"There is no docket {id}; there are {string.Join(", ", dockets.Select(d => d.Docket.Value))}. Import it with: comment-classifier import <file> --docket {id}");
    }
}
