using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <content>How much is left to ask.</content>
public sealed partial class RunStore
{
    /// <summary>How many distinct texts of the run wait to be asked.</summary>
    public Task<long> PendingTextsAsync(RunId run, CancellationToken ct = default) => database.ReadAsync(
        async session => await session.ScalarAsync<long>(
            """
            SELECT COUNT(*) FROM run_items i
            WHERE i.run = @key AND i.state = 0 AND EXISTS (
                SELECT 1 FROM comments c JOIN run_comments rc ON rc.comment = c.id AND rc.run = @key
                WHERE c.text_id = i.text_id AND c.content = 0)
            """,
            new { key = await Keys.RunAsync(session, run) }),
        ct);
}
