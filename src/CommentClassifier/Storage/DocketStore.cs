using System.Runtime.CompilerServices;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Dockets, their import, their distinct texts and families.</summary>
public sealed class DocketStore
{
    private const int PageSize = 1_000;
    private readonly Database database;

    internal DocketStore(Database database) => this.database = database;

    /// <summary>
    /// Reads comments in, a thousand a transaction; again and again without harm. Memory does not grow with the docket. When it
    /// stops half way, what was committed stays and the same import goes on from there.
    /// </summary>
    public Task<ImportTally> ImportAsync(DocketId docket, IAsyncEnumerable<ImportRow> rows, CancellationToken ct = default) =>
        new Importer(database).RunAsync(docket, rows, ct);

    /// <summary>Makes the docket if it is new, and gives it a title.</summary>
    public Task SetTitleAsync(DocketId docket, string title, CancellationToken ct = default) => database.WriteAsync(
        session => session.ExecuteAsync(
            """
            INSERT INTO dockets (name, title, created_at) VALUES (@name, @title, @now)
            ON CONFLICT (name) DO UPDATE SET title = excluded.title
            """,
            new { name = docket.Value, title = Column.Text(title), now = database.Now }),
        ct);

    /// <summary>The docket in figures, or null.</summary>
    public async Task<DocketInfo?> FindAsync(DocketId docket, CancellationToken ct = default) =>
        (await ListAsync(docket.Value, ct)).SingleOrDefault();

    /// <summary>Every docket, by name.</summary>
    public Task<IReadOnlyList<DocketInfo>> ListAsync(CancellationToken ct = default) => ListAsync(null, ct);

    /// <summary>Which texts are variants of one another; a text in no family has none.</summary>
    public async Task SaveFamiliesAsync(
        DocketId docket, IAsyncEnumerable<(TextId Text, long Family)> families, CancellationToken ct = default)
    {
        await database.WriteAsync(
            async session => await session.ExecuteAsync(
                "UPDATE texts SET family = NULL WHERE docket = @key AND family IS NOT NULL",
                new { key = await Keys.DocketAsync(session, docket) }),
            ct);
        await foreach (var chunk in families.ChunkAsync(PageSize, ct))
        {
            await database.WriteAsync(
                session => session.ExecuteManyAsync(
                    "UPDATE texts SET family = @family WHERE id = @id", ["family", "id"],
                    [.. chunk.Select(pair => new object?[] { pair.Family, pair.Text.Value })]),
                ct);
        }
    }

    /// <summary>Every distinct text that a live comment has, in the order of import.</summary>
    public async IAsyncEnumerable<DistinctText> TextsAsync(DocketId docket, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // The sign keeps the planner off the indexes by docket: with them every page would read and sort the whole docket.
        const string sql =
            """
            SELECT t.id, t.content FROM texts t
            WHERE +t.docket = @key AND t.id > @after AND t.content IS NOT NULL
              AND EXISTS (SELECT 1 FROM comments c WHERE c.text_id = t.id)
            ORDER BY t.id LIMIT @size
            """;
        var key = await database.ReadAsync(session => Keys.DocketAsync(session, docket), ct);
        for (var after = 0L; ;)
        {
            var page = await database.ReadAsync(
                session => session.QueryAsync<TextRow>(sql, new { key, after, size = PageSize }), ct);
            foreach (var row in page)
                yield return new(new(row.Id), row.Content);
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>Changes whenever the docket's comments do; null in the middle of an import, when nobody can tell.</summary>
    public Task<string?> StampAsync(DocketId docket, CancellationToken ct = default) => database.ReadAsync(
        async session => await session.FirstAsync<DocketRow>(
            "SELECT stale, comments, distinct_texts AS DistinctTexts, withdrawn, attachment_only AS AttachmentOnly FROM dockets WHERE name = @Value", docket) is { Stale: 0 } row
            ? $"{row.Comments} {row.DistinctTexts} {row.Withdrawn} {row.AttachmentOnly} {await session.ScalarAsync<long?>("SELECT MAX(id) FROM comment_history")}"
            : null,
        ct);

    /// <summary>What a selection weighs, before a cent is spent.</summary>
    public Task<TokenStatistics> TokensAsync(DocketId docket, RunSelection selection, CancellationToken ct = default) =>
        database.ReadAsync(
            async session =>
            {
                var (sql, args) = SelectionSql.Comments(session.Database, await Keys.DocketAsync(session, docket), selection);
                var row = await session.FirstAsync<TokenRow>(
                    $"""
                    WITH selected AS ({sql}), distinct_texts AS (
                        SELECT DISTINCT c.text_id FROM selected s JOIN comments c ON c.id = s.id WHERE c.content = 0)
                    SELECT (SELECT COUNT(*) FROM selected) AS Comments, COUNT(*) AS DistinctTexts,
                        CAST(COALESCE(SUM(t.tokens), 0) AS BIGINT) AS Tokens
                    FROM distinct_texts d JOIN texts t ON t.id = d.text_id
                    """,
                    args);
                return new TokenStatistics(row!.Comments, row.DistinctTexts, row.Tokens);
            },
            ct);

    /// <summary>The weight of each distinct readable text of a selection, in the order in which a run would ask.</summary>
    public async IAsyncEnumerable<TextTokens> TextTokensAsync(
        DocketId docket, RunSelection selection, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var after = 0L; ;)
        {
            var start = after;
            var page = await database.ReadAsync(
                async session =>
                {
                    var (sql, args) = SelectionSql.Comments(session.Database, await Keys.DocketAsync(session, docket), selection);
                    args.Add("after", start);
                    args.Add("size", 50_000);
                    // The whole docket is asked text by text: as a list, every page would read all of it.
                    var which = selection is { CodedOnly: false, Ids: null, Limit: null }
                        ? "EXISTS (SELECT 1 FROM comments c WHERE c.text_id = t.id AND c.content = 0)"
                        : $"t.id IN (SELECT c.text_id FROM comments c JOIN ({sql}) s ON s.id = c.id WHERE c.content = 0)";
                    return await session.QueryAsync<TextTokenRow>(
                        $"""
                        SELECT t.id AS Id, t.tokens AS Tokens, t.alone AS Alone FROM texts t
                        WHERE t.id > @after AND +t.docket = @docket AND {which}
                        ORDER BY t.id LIMIT @size
                        """,
                        args);
                },
                ct);
            foreach (var row in page)
                yield return new(new(row.Id), (int)row.Tokens, row.Alone != 0);
            if (page.Count < 50_000)
                yield break;
            after = page[^1].Id;
        }
    }

    private Task<IReadOnlyList<DocketInfo>> ListAsync(string? name, CancellationToken ct) => database.ReadAsync<IReadOnlyList<DocketInfo>>(
        async session =>
        {
            var rows = await session.QueryAsync<DocketRow>(
                """
                SELECT id, name, title, stale, comments, distinct_texts AS DistinctTexts, withdrawn, attachment_only AS AttachmentOnly
                FROM dockets WHERE CAST(@name AS TEXT) IS NULL OR name = @name ORDER BY name
                """,
                new { name });
            var list = new List<DocketInfo>(rows.Count);
            foreach (var row in rows)
            {
                // An import that was cut short left the figures behind; they are counted afresh until the next one ends.
                var figures = row.Stale == 0 ? row : (await session.FirstAsync<DocketRow>(DocketFigures.Sql, new { key = row.Id }))!;
                var coders = await session.QueryAsync<string>(
                    "SELECT DISTINCT coder FROM human_labels WHERE docket = @Id ORDER BY coder", new { row.Id });
                list.Add(new(new(row.Name), row.Title, figures.Comments, figures.DistinctTexts, figures.Withdrawn, figures.AttachmentOnly, coders));
            }

            return list;
        },
        ct);

    private sealed class DocketRow
    {
        public long Id { get; set; }

        public string Name { get; set; } = "";

        public string? Title { get; set; }

        public long Stale { get; set; }

        public long Comments { get; set; }

        public long DistinctTexts { get; set; }

        public long Withdrawn { get; set; }

        public long AttachmentOnly { get; set; }
    }

    private sealed class TextRow
    {
        public long Id { get; set; }

        public string Content { get; set; } = "";
    }

    private sealed class TextTokenRow
    {
        public long Id { get; set; }

        public long Tokens { get; set; }

        public long Alone { get; set; }
    }

    private sealed class TokenRow
    {
        public long Comments { get; set; }

        public long DistinctTexts { get; set; }

        public long Tokens { get; set; }
    }
}
