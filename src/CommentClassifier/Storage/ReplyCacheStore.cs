using System.Text.Json;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Valid answers under the key of everything that matters. Written only by settling.</summary>
public sealed class ReplyCacheStore
{
    private readonly Database database;

    internal ReplyCacheStore(Database database) => this.database = database;

    /// <summary>Those of the keys that have an answer.</summary>
    public Task<IReadOnlyDictionary<string, CacheEntry>> FindAsync(IReadOnlyList<string> keys, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyDictionary<string, CacheEntry>>(
            async session =>
            {
                var rows = await session.QueryAsync<Row>(
                    $"SELECT cache_key AS Key, text_id AS Text, labels AS Labels, source AS Source FROM reply_cache WHERE {database.In("cache_key", "keys")}",
                    new { keys = database.List(keys) });
                return rows.ToDictionary(r => r.Key, r => new CacheEntry(
                    r.Key, new(r.Text), JsonSerializer.Deserialize<List<AssignedLabel>>(r.Labels)!, Guid.Parse(r.Source)));
            },
            ct);

    private sealed class Row
    {
        public string Key { get; set; } = "";

        public long Text { get; set; }

        public string Labels { get; set; } = "";

        public string Source { get; set; } = "";
    }
}
