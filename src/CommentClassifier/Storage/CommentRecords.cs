using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>A comment in a list.</summary>
/// <param name="Key">Where the next page begins, if this is the last of its page.</param>
/// <param name="Id">The comment.</param>
/// <param name="Content">What there is to read.</param>
/// <param name="Copies">How many live comments of the docket have this text; in a search they are one row.</param>
/// <param name="Organization">The organization, if any.</param>
/// <param name="PostedAt">When it was posted.</param>
/// <param name="Excerpt">The beginning of the text (at most 300 characters).</param>
public sealed record CommentLine(
    long Key, CommentId Id, CommentContent Content, long Copies, string? Organization, DateTimeOffset? PostedAt, string? Excerpt);

/// <summary>A page of a list.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">Pass it as <c>after</c> for the next page; null on the last.</param>
public sealed record CommentPage(IReadOnlyList<CommentLine> Lines, long? Next);

/// <summary>One comment with what the store knows of it.</summary>
/// <param name="Comment">As imported; without text once withdrawn.</param>
/// <param name="Text">Its distinct text, if it has one to read.</param>
/// <param name="SentText">The text as it is sent; quotes are offsets into it.</param>
/// <param name="Tokens">The text's tokens.</param>
/// <param name="Family">Its family of near-duplicates, if any.</param>
/// <param name="Copies">How many live comments of the docket have this text.</param>
/// <param name="ImportedAt">When this state of it was imported.</param>
public sealed record CommentDetail(
    Comment Comment, TextId? Text, string? SentText, int Tokens, long? Family, long Copies, DateTimeOffset ImportedAt);

/// <summary>A change of a comment since its first import.</summary>
/// <param name="Kind"><c>updated</c> or <c>withdrawn</c>.</param>
/// <param name="OldText">The text it had.</param>
/// <param name="NewText">The text it has had since.</param>
/// <param name="Note">The reason given for a withdrawal.</param>
/// <param name="At">When it was imported.</param>
public sealed record CommentChange(string Kind, TextId? OldText, TextId? NewText, string? Note, DateTimeOffset At);

/// <summary>A label that a run gave a comment, now or under a text it had before.</summary>
public sealed record CommentLabel
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The prompt, <c>name@version</c>.</summary>
    public required string Prompt { get; init; }

    /// <summary>The text that was labelled.</summary>
    public required TextId Text { get; init; }

    /// <summary>Whether that is the comment's text today.</summary>
    public required bool Current { get; init; }

    /// <summary>The dimension.</summary>
    public required string Dimension { get; init; }

    /// <summary>The label.</summary>
    public required string Label { get; init; }

    /// <summary>In [0, 1], where stated.</summary>
    public double? Confidence { get; init; }

    /// <summary>The quote's place in the text as sent.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>The quote itself, unless the text was withdrawn.</summary>
    public string? Quote { get; init; }

    /// <summary>The request that answered.</summary>
    public Guid? Request { get; init; }

    /// <summary>The model that says it answered.</summary>
    public string? Model { get; init; }

    /// <summary>Which of the text's own replies it was, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}
