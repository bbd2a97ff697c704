using CommentClassifier.Ledger;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary>A run as <c>--json</c> and the API write it.</summary>
internal sealed record RunDocument(
    string Run, string Docket, string Prompt, string PromptHash, string Model, string Endpoint, string Kind, int Replicate,
    IReadOnlyDictionary<string, string> Variables, long Comments, StateCounts States, StateCounts DocketStates, long Requests, long Retries,
    long Cached, long PromptTokens, long CompletionTokens, decimal CostUsd, double? Seconds, DateTimeOffset CreatedAt, ControlReport? Control)
{
    /// <summary>The document of a run; <paramref name="seconds"/> where an invocation was timed.</summary>
    public static RunDocument Of(RunSummary summary, double? seconds = null, ControlReport? control = null)
    {
        var spec = summary.Run.Spec;
        return new RunDocument(
            summary.Run.Id.Value, spec.Docket.Value, spec.Prompt, spec.PromptHash, spec.Model, spec.Endpoint,
            summary.Run.Kind.ToString().ToLowerInvariant(), spec.Replicate, spec.Variables, summary.Comments, summary.States, summary.DocketStates,
            summary.Requests, summary.Retries, summary.Cached, summary.PromptTokens, summary.CompletionTokens, summary.CostUsd,
            seconds is { } value ? Math.Round(value, 3) : null, summary.Run.CreatedAt, control);
    }
}
