using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>One label of an exported row.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Label">The label.</param>
/// <param name="Confidence">In [0, 1], where stated.</param>
/// <param name="Span">The quote's place in the text as sent.</param>
/// <param name="Quote">The quote itself; null without one, and once the text is withdrawn.</param>
public sealed record ExportLabel(string Dimension, string Label, double? Confidence, TextSpan? Span, string? Quote);

/// <summary>One comment of a run.</summary>
public sealed record ExportRow
{
    /// <summary>The comment.</summary>
    public required CommentId Comment { get; init; }

    /// <summary>Its state in the run.</summary>
    public required CommentState State { get; init; }

    /// <summary>Its labels; empty unless <see cref="CommentState.Labelled"/>.</summary>
    public IReadOnlyList<ExportLabel> Labels { get; init; } = [];

    /// <summary>Why it is not labelled, if the run found out.</summary>
    public string? Reason { get; init; }

    /// <summary>The distinct text; comments that share it share the labels.</summary>
    public TextId? Text { get; init; }

    /// <summary>The family of near-duplicates, if any.</summary>
    public long? Family { get; init; }

    /// <summary>The request that settled it.</summary>
    public Guid? Request { get; init; }

    /// <summary>The model that says it answered.</summary>
    public string? Model { get; init; }

    /// <summary>The endpoint's system fingerprint.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Which of its own replies decided, from 1; 0 while none has.</summary>
    public int Attempt { get; init; }

    /// <summary>When it settled.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A text that ended without labels.</summary>
/// <param name="Comment">The first comment that has it.</param>
/// <param name="Copies">How many comments of the selection have it.</param>
/// <param name="State">How it ended.</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempts">How many invalid replies of its own it has had.</param>
/// <param name="Request">The last request that carried it.</param>
/// <param name="Reply">The raw reply, if it was kept.</param>
public sealed record FailureRow(
    CommentId Comment, long Copies, CommentState State, string? Reason, int Attempts, Guid? Request, string? Reply);

/// <summary>How many comments have a label.</summary>
public sealed record LabelCount(string Dimension, string Label, long Comments);

/// <summary>A run's label of one comment.</summary>
public sealed record RunLabel(CommentId Comment, string Dimension, string Label, double? Confidence, TextSpan? Quote, TextId Text);

/// <summary>How far a batched label and its control agree.</summary>
/// <param name="Text">The distinct text.</param>
/// <param name="Dimension">The dimension.</param>
/// <param name="Label">What the run holds.</param>
/// <param name="Control">What was answered when it was asked singly.</param>
/// <param name="Position">Its place in the request that labelled it.</param>
/// <param name="Members">How many texts that request carried.</param>
/// <param name="Comment">The first comment that has the text.</param>
/// <param name="Random">Drawn at random; otherwise asked because it travelled beside a suspicious text.</param>
public sealed record ControlPair(
    TextId Text, string Dimension, string Label, string Control, int Position, int Members, CommentId Comment = default, bool Random = true);

/// <summary>Where a run stands with the service.</summary>
public enum RunStatus
{
    /// <summary>Not the service's to run.</summary>
    Idle,

    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Is being worked on.</summary>
    Running,

    /// <summary>Held by a person, or by an endpoint that refused.</summary>
    Paused,

    /// <summary>Given up by a person.</summary>
    Cancelled,

    /// <summary>Nothing of its selection waits.</summary>
    Done,
}

/// <summary>A run in the service's queue.</summary>
/// <param name="Run">The run.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Priority">Higher goes first.</param>
/// <param name="Launch">The settings it was queued with, as JSON.</param>
/// <param name="QueuedAt">When it was queued.</param>
/// <param name="Owner">Who works on it, if anyone.</param>
public sealed record QueuedRun(RunRecord Run, RunStatus Status, int Priority, string? Launch, DateTimeOffset? QueuedAt, string? Owner);
