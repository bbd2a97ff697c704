using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <content>How much is left to ask.</content>
public sealed partial class RunStore
{
    /// <summary>How many distinct texts of the run wait to be asked.</summary>
    public Task<long> PendingTextsAsync(RunId run, CancellationToken ct = default) => database.ReadAsync(
        async session => await session.ScalarAsync<long>(
            // Counted, not joined: a planner that takes a text for a form letter would walk the whole selection once for each text.
            """
            SELECT COUNT(*) FROM run_items i
            WHERE i.run = @key AND i.state = 0 AND EXISTS (
                SELECT 1 FROM comments c WHERE c.text_id = i.text_id AND c.content = 0
                  AND (SELECT COUNT(*) FROM run_comments rc WHERE rc.run = i.run AND rc.comment = c.id) > 0)
            """,
            new { key = await Keys.RunAsync(session, run) }),
        ct);
}
