namespace CommentClassifier.Storage;

/// <summary>A docket's counts, kept beside it after each import so that no page counts a million comments.</summary>
internal static class DocketFigures
{
    public const string Sql =
        """
        SELECT COUNT(*) AS Comments, COUNT(DISTINCT CASE WHEN content = 0 THEN text_id END) AS DistinctTexts,
            COUNT(CASE WHEN content = 3 THEN 1 END) AS Withdrawn, COUNT(CASE WHEN content = 1 THEN 1 END) AS AttachmentOnly
        FROM comments WHERE docket = @key
        """;

    public static Task RefreshAsync(Session session, long key) => session.ExecuteAsync(
        $"""
        UPDATE dockets SET (comments, distinct_texts, withdrawn, attachment_only) = ({Sql}), stale = 0 WHERE id = @key
        """,
        new { key });
}
