using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Api;

/// <summary>One label of an exported row.</summary>
public sealed record ExportedLabel(string Label, double? Confidence, string? Quote);

/// <summary>One comment of a run with its provenance.</summary>
public sealed record ExportedRow(
    string CommentId, CommentState State, IReadOnlyDictionary<string, ExportedLabel> Labels, string? Reason, string Run, string Prompt, string PromptHash, string Model,
    string? AnsweredBy, string? Fingerprint, Guid? Request, int Attempt, long? Family, DateTimeOffset? At)
{
    internal static ExportedRow Of(RunRecord run, ExportRow row) => new(
        row.Comment.Value, row.State, row.Labels.ToDictionary(l => l.Dimension, l => new ExportedLabel(l.Label, l.Confidence, l.Quote)), row.Reason, run.Id.Value,
        run.Spec.Prompt, run.Spec.PromptHash, run.Spec.Model, row.Model, row.Fingerprint, row.Request, row.Attempt, row.Family, row.At);
}
