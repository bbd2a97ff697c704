using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>From the names people use to the keys of the tables.</summary>
internal static class Keys
{
    public static async Task<long> DocketAsync(Session session, DocketId docket) =>
        await session.FirstAsync<long?>("SELECT id FROM dockets WHERE name = @Value", docket)
        ?? throw new StoreException($"There is no docket '{docket}' in {session.Database.Description}. 'dockets' lists them; 'import' adds one.");

    public static async Task<long> RunAsync(Session session, RunId run) =>
        await session.FirstAsync<long?>("SELECT id FROM runs WHERE name = @Value", run)
        ?? throw new StoreException($"There is no run '{run}' in {session.Database.Description}. 'runs' lists them.");

    /// <summary>The keys of those of the ids that the docket has.</summary>
    public static async Task<Dictionary<string, long>> CommentsAsync(Session session, long docket, IEnumerable<string> ids)
    {
        var found = new Dictionary<string, long>();
        foreach (var chunk in ids.Distinct().Chunk(5_000))
        {
            var rows = await session.QueryAsync<CommentKey>(
                $"SELECT id, comment_id AS CommentId FROM comments WHERE docket = @docket AND {session.Database.In("comment_id", "ids")}",
                new { docket, ids = session.Database.List(chunk) });
            foreach (var row in rows)
                found[row.CommentId] = row.Id;
        }

        return found;
    }

    private sealed class CommentKey
    {
        public long Id { get; set; }

        public string CommentId { get; set; } = "";
    }
}
