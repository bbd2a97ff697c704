using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Api;

/// <summary>A docket in figures.</summary>
public sealed record DocketDocument(string Docket, string? Title, long Comments, long DistinctTexts, long Withdrawn, long AttachmentOnly, IReadOnlyList<string> CodedBy)
{
    internal static DocketDocument Of(DocketInfo d) => new(d.Docket.Value, d.Title, d.Comments, d.DistinctTexts, d.Withdrawn, d.AttachmentOnly, d.CodedBy);
}

/// <summary>A comment in a list; <c>copies</c> counts the comments that share its text.</summary>
public sealed record CommentLineDocument(string CommentId, CommentContent Content, long Copies, string? Organization, DateTimeOffset? PostedAt, string? Excerpt)
{
    internal static CommentLineDocument Of(CommentLine line) => new(line.Id.Value, line.Content, line.Copies, line.Organization, line.PostedAt, line.Excerpt);
}

/// <summary>A page of comments; pass <c>next</c> as <c>after</c> for the next one.</summary>
public sealed record CommentPageDocument(IReadOnlyList<CommentLineDocument> Comments, long? Next);

/// <summary>A label of a run; the quote is <c>length</c> UTF-16 units from <c>start</c> in the text as sent.</summary>
public sealed record LabelDocument(
    string Run, string Prompt, string Dimension, string Label, double? Confidence, string? Quote, int? Start, int? Length, bool Current, string? Model,
    Guid? Request, int Attempt, DateTimeOffset At);

/// <summary>A person's label; the latest of a coder counts.</summary>
public sealed record HumanLabelDocument(string Coder, string Dimension, string Label, DateTimeOffset At);

/// <summary>A change of a comment since its first import.</summary>
public sealed record ChangeDocument(string Kind, string? Note, DateTimeOffset At);

/// <summary>A verdict on a run's label, or (without a run) an adjudication of the coders' labels; nothing is ever taken back, the latest counts.</summary>
public sealed record DecisionDocument(string? Run, string Dimension, string? Verdict, string? Label, string? Note, string Coder, DateTimeOffset At);

/// <summary>One comment with everything known about it.</summary>
public sealed record CommentDocument(
    string CommentId, CommentContent Content, string Text, string RawText, string? TrackingNumber, string? Organization, string? Category, string? Region,
    string? Country, string? WithdrawnReason, DateTimeOffset? PostedAt, DateTimeOffset? ReceivedAt, IReadOnlyList<string> Attachments, int Tokens, long? Family,
    long Copies, DateTimeOffset ImportedAt, IReadOnlyList<LabelDocument> Labels, IReadOnlyList<HumanLabelDocument> HumanLabels, IReadOnlyList<ChangeDocument> Changes,
    IReadOnlyList<DecisionDocument> Decisions);

/// <summary>A prompt version.</summary>
public sealed record PromptDocument(string Prompt, string Version, string Hash, string Description, IReadOnlyList<string> Dimensions, IReadOnlyList<VariableDocument> Variables, IReadOnlyList<string> UsedBy);

/// <summary>A variable of a prompt; without a default it must be given.</summary>
public sealed record VariableDocument(string Name, string Description, string? Default);

/// <summary>A run in the service's queue.</summary>
public sealed record QueuedDocument(string Run, string Docket, string Prompt, string Model, RunStatus Status, int Priority, string? Endpoint, string? By, string? Note, DateTimeOffset? QueuedAt)
{
    internal static QueuedDocument Of(QueuedRun q)
    {
        var launch = RunLaunch.Parse(q.Launch);
        return new(q.Run.Id.Value, q.Run.Spec.Docket.Value, q.Run.Spec.Prompt, q.Run.Spec.Model, q.Status, q.Priority, launch?.Endpoint, launch?.By, launch?.Note, q.QueuedAt);
    }
}

/// <summary>A text that ended without labels, with the reply that caused it.</summary>
public sealed record FailureDocument(string CommentId, long Copies, CommentState State, string? Reason, int Attempts, Guid? Request, string? Reply);

/// <summary>A new place in the queue.</summary>
public sealed record PriorityChange(int Priority);

/// <summary>How many texts wait again.</summary>
public sealed record RetryDocument(int Texts);
