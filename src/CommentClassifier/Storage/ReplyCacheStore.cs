using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Valid answers under the key of everything that matters: the labels that some run has for a text. Written only by settling.</summary>
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
                    $"""
                    SELECT a.cache_key AS Key, a.text_id AS Text, l.dimension AS Dimension, l.label AS Label, l.confidence AS Confidence,
                        l.quote_start AS Start, l.quote_length AS Length, q.guid AS Source
                    FROM answers a JOIN labels l ON l.run = a.run AND l.text_id = a.text_id JOIN requests q ON q.id = l.request
                    WHERE {database.In("a.cache_key", "keys")} ORDER BY a.cache_key, l.dimension
                    """,
                    new { keys = database.List(keys) });
                return rows.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => new CacheEntry(
                    g.Key, new(g.First().Text), [.. g.Select(r => r.ToLabel())], Guid.Parse(g.First().Source)));
            },
            ct);

    private sealed class Row : LabelSource
    {
        public string Key { get; set; } = "";

        public string Source { get; set; } = "";
    }
}
