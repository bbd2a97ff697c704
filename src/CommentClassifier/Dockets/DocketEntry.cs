namespace CommentClassifier.Dockets;

/// <summary>What a reader makes of one row of a docket file.</summary>
public abstract record DocketEntry
{
    private DocketEntry()
    {
    }

    /// <summary>A submission.</summary>
    public sealed record Submission(Comment Comment) : DocketEntry;

    /// <summary>The agency's own document (Notice, Proposed Rule, supporting material): not a comment, but it names the docket.</summary>
    public sealed record Document(long Row, string? Id, string DocumentType, string? Title) : DocketEntry;

    /// <summary>A row that could not be read; counted and reported, never dropped in silence.</summary>
    public sealed record Skipped(long Row, string? Id, string Reason) : DocketEntry;
}
