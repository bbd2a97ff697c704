using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>A comment on its way into the store.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Fingerprint">Of its normalised text: equal for equal texts. Not used where there is nothing to read.</param>
/// <param name="Tokens">The token count of its text (o200k_base).</param>
/// <param name="TravelsAlone">Whether it must not share a request.</param>
/// <param name="Repeated">Whether its file had a row of the same id and tracking number before.</param>
public sealed record ImportRow(Comment Comment, string Fingerprint, int Tokens, bool TravelsAlone, bool Repeated = false);

/// <summary>What an import came to; <see cref="Imported"/> + <see cref="Unchanged"/> + <see cref="Updated"/> and the ambiguous ones are the rows given.</summary>
public sealed record ImportTally
{
    /// <summary>Comments the docket did not have.</summary>
    public long Imported { get; init; }

    /// <summary>Comments it had just so.</summary>
    public long Unchanged { get; init; }

    /// <summary>Comments whose text changed, that became readable, or that were withdrawn since.</summary>
    public long Updated { get; init; }

    /// <summary>Of the rows, those withdrawn.</summary>
    public long Withdrawn { get; init; }

    /// <summary>Of the rows, those that only point to an attachment.</summary>
    public long AttachmentOnly { get; init; }

    /// <summary>Rows left out: their id stood in the same file before with another text, and no tracking number tells the two apart.</summary>
    public IReadOnlyList<Comment> Ambiguous { get; init; } = [];

    /// <summary>The first updated comments, at most 1,000.</summary>
    public IReadOnlyList<CommentId> Changed { get; init; } = [];
}

/// <summary>A docket in figures.</summary>
/// <param name="Docket">The docket.</param>
/// <param name="Title">Its title (of the Notice), if known.</param>
/// <param name="Comments">Comments, whatever their content.</param>
/// <param name="DistinctTexts">Distinct readable texts.</param>
/// <param name="Withdrawn">Comments withdrawn.</param>
/// <param name="AttachmentOnly">Comments that only point to an attachment.</param>
/// <param name="CodedBy">The coders who labelled any of it.</param>
public sealed record DocketInfo(
    DocketId Docket, string? Title, long Comments, long DistinctTexts, long Withdrawn, long AttachmentOnly, IReadOnlyList<string> CodedBy);

/// <summary>What a selection weighs.</summary>
/// <param name="Comments">Comments selected.</param>
/// <param name="DistinctTexts">Distinct readable texts among them.</param>
/// <param name="Tokens">The sum of the distinct texts' tokens.</param>
public sealed record TokenStatistics(long Comments, long DistinctTexts, long Tokens);

/// <summary>One distinct text's weight, for a rehearsal of the packing.</summary>
public readonly record struct TextTokens(TextId Id, int Tokens, bool TravelsAlone);

/// <summary>One distinct text of a docket.</summary>
public readonly record struct DistinctText(TextId Id, string Text);
