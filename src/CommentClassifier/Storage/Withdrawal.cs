namespace CommentClassifier.Storage;

/// <summary>A comment withdrawn loses its text everywhere; that it was there, and its labels, stay.</summary>
internal static class Withdrawal
{
    /// <summary>
    /// Blanks every text the comment ever had that no other live comment has or had: the text, the search index, the raw
    /// replies of requests that carried it and the reasons that may quote it.
    /// </summary>
    public static async Task RemoveTextAsync(Session session, long docket, string commentId)
    {
        var texts = await session.QueryAsync<long>(
            """
            SELECT DISTINCT h.old_text FROM comments c JOIN comment_history h ON h.comment = c.id
            WHERE c.docket = @docket AND c.comment_id = @commentId AND h.old_text IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM comments live WHERE live.text_id = h.old_text AND live.content = 0)
              AND NOT EXISTS (
                SELECT 1 FROM comment_history other JOIN comments owner ON owner.id = other.comment
                WHERE other.old_text = h.old_text AND owner.content <> 3)
            """,
            new { docket, commentId });
        foreach (var text in texts)
        {
            await session.ExecuteAsync("UPDATE texts SET content = NULL WHERE id = @text", new { text });
            await session.ExecuteAsync(
                "UPDATE replies SET body = NULL WHERE request IN (SELECT request FROM request_members WHERE text_id = @text)", new { text });
            await session.ExecuteAsync(
                """
                UPDATE requests SET failure = 'removed with a withdrawn comment'
                WHERE failure IS NOT NULL AND id IN (SELECT request FROM request_members WHERE text_id = @text)
                """,
                new { text });
            await session.ExecuteAsync(
                """
                UPDATE run_items SET reason = NULL WHERE text_id = @text AND reason IS NOT NULL
                    AND run IN (SELECT DISTINCT r.run FROM request_members m JOIN requests r ON r.id = m.request WHERE m.text_id = @text)
                """,
                new { text });
            await session.ExecuteAsync(
                "UPDATE run_item_history SET reason = NULL WHERE text_id = @text AND run IN (SELECT id FROM runs WHERE docket = @docket)",
                new { text, docket });
        }
    }
}
