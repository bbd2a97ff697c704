using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>How often a run gave a label: per submission, and per distinct text.</summary>
public sealed record LabelTotal(string Dimension, string Label, long Comments, long Texts);

/// <summary>How often a run gave a label on one day (UTC) of posting.</summary>
public sealed record DayTotal(string Dimension, string Label, DateOnly Day, long Comments);

/// <summary>How often comments of a run's selection ended without a label for one reason.</summary>
public sealed record ReasonTotal(CommentState State, string? Reason, long Comments, long Texts);

/// <summary>A campaign (a form letter with its variants, or identical texts) within a run's selection.</summary>
/// <param name="Key">The family; identical texts without a family have a negative key.</param>
/// <param name="First">The first comment that belongs to it.</param>
/// <param name="Comments">Comments of the selection.</param>
/// <param name="Texts">Distinct texts among them.</param>
/// <param name="Excerpt">The beginning of the first text.</param>
/// <param name="Labels">Comments by dimension and label.</param>
public sealed record CampaignTotal(long Key, CommentId First, long Comments, long Texts, string Excerpt, IReadOnlyList<LabelCount> Labels);

/// <summary>Where a coded comment stands in a run.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Text">Its distinct text, if it has one.</param>
/// <param name="Campaign">Its campaign's key, as in <see cref="CampaignTotal"/>; null without a text.</param>
/// <param name="State">Its state in the run.</param>
public sealed record CodedPlace(CommentId Comment, TextId? Text, long? Campaign, CommentState State);

/// <summary>A sentence that a label rests on.</summary>
public sealed record EvidenceQuote(string Dimension, string Label, CommentId Comment, string Quote);
