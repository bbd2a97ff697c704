using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>One label of an exported row.</summary>
public sealed record ExportedLabel(string Label, double? Confidence, string? Quote);

/// <summary>One comment of a run as <c>export</c> writes it: state, labels by dimension, and all provenance. Property names are the contract's.</summary>
public sealed record ExportDocument
{
    /// <summary>The comment.</summary>
    public required string CommentId { get; init; }

    /// <summary>Its state, in lower case.</summary>
    public required string State { get; init; }

    /// <summary>Labels by dimension; empty unless labelled.</summary>
    public required IReadOnlyDictionary<string, ExportedLabel> Labels { get; init; }

    /// <summary>Why it has no label; null when it has, or is not known.</summary>
    public string? Reason { get; init; }

    /// <summary>The docket.</summary>
    public required string Docket { get; init; }

    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary><c>name@version</c>.</summary>
    public required string Prompt { get; init; }

    /// <summary>SHA-256 of the prompt.</summary>
    public required string PromptHash { get; init; }

    /// <summary>The model that says it answered, else the one that was asked for.</summary>
    public required string Model { get; init; }

    /// <summary>What made the labels: <c>model</c>, <c>keywords</c> (not a language model) or <c>baseline</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it settled.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The request that settled it.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>Which of its own replies decided, from 1; null while none has.</summary>
    public int? Attempt { get; init; }

    /// <summary>The endpoint's system fingerprint.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The distinct text; comments with one text share the labels.</summary>
    public long? Text { get; init; }

    /// <summary>The family of near-duplicates, if any.</summary>
    public long? Family { get; init; }

    internal static ExportDocument Of(ExportRow row, RunRecord run) => new()
    {
        CommentId = row.Comment.Value,
        State = row.State.ToString().ToLowerInvariant(),
        Labels = row.Labels.ToDictionary(l => l.Dimension, l => new ExportedLabel(l.Label, l.Confidence, l.Quote), StringComparer.Ordinal),
        Reason = row.Reason,
        Docket = run.Spec.Docket.Value,
        Run = run.Id.Value,
        Prompt = run.Spec.Prompt,
        PromptHash = run.Spec.PromptHash,
        Model = row.Model ?? run.Spec.Model,
        Kind = run.Kind.ToString().ToLowerInvariant(),
        At = row.At,
        RequestId = row.Request,
        Attempt = row.Attempt > 0 ? row.Attempt : null,
        Fingerprint = row.Fingerprint,
        Text = row.Text?.Value,
        Family = row.Family,
    };
}
