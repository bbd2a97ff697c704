using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

public sealed partial class RunStore
{
    // Identical texts are a family even where nobody looked for near-duplicates.
    private const string CampaignSql = "COALESCE(t.family, -t.id)";

    /// <summary>How many comments of the selection, and how many distinct texts, have each label.</summary>
    public Task<IReadOnlyList<LabelTotal>> LabelTotalsAsync(RunId run, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<LabelTotal>>(
            async session => [.. (await session.QueryAsync<TotalRow>(
                """
                SELECT l.dimension AS Dimension, l.label AS Label, CAST(SUM(n.copies) AS BIGINT) AS Comments, COUNT(*) AS Texts
                FROM (SELECT c.text_id, COUNT(*) AS copies FROM run_comments rc JOIN comments c ON c.id = rc.comment
                      WHERE rc.run = @key AND c.content = 0 GROUP BY c.text_id) n
                JOIN labels l ON l.run = @key AND l.text_id = n.text_id
                GROUP BY l.dimension, l.label ORDER BY l.dimension, l.label
                """,
                new { key = await Keys.RunAsync(session, run) })).Select(r => new LabelTotal(r.Dimension, r.Label, r.Comments, r.Texts))],
            ct);

    /// <summary>The same by the day of posting (UTC), in order; comments without a date are left out.</summary>
    public Task<IReadOnlyList<DayTotal>> LabelsByDayAsync(RunId run, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<DayTotal>>(
            async session => [.. (await session.QueryAsync<TotalRow>(
                """
                SELECT l.dimension AS Dimension, l.label AS Label, n.day AS Day, CAST(SUM(n.copies) AS BIGINT) AS Comments
                FROM (SELECT c.text_id, c.posted_at / 86400000 AS day, COUNT(*) AS copies FROM run_comments rc JOIN comments c ON c.id = rc.comment
                      WHERE rc.run = @key AND c.content = 0 AND c.posted_at IS NOT NULL GROUP BY 1, 2) n
                JOIN labels l ON l.run = @key AND l.text_id = n.text_id
                GROUP BY l.dimension, l.label, n.day ORDER BY n.day, l.dimension, l.label
                """,
                new { key = await Keys.RunAsync(session, run) }))
                .Select(r => new DayTotal(r.Dimension, r.Label, DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(r.Day)), r.Comments))],
            ct);

    /// <summary>Why comments of the selection have no label, the most frequent reason first.</summary>
    public Task<IReadOnlyList<ReasonTotal>> FailureReasonsAsync(RunId run, CancellationToken ct = default) =>
        KeptAsync<IReadOnlyList<ReasonTotal>>(
            run, "reasons", recent: false,
            async (session, key) => [.. (await session.QueryAsync<TotalRow>(
                // Failure by failure: with joins the planner walks the whole selection.
                """
                SELECT f.state AS State, f.reason AS Reason, CAST(SUM(f.copies) AS BIGINT) AS Comments, COUNT(*) AS Texts
                FROM (SELECT i.state, i.reason, (SELECT COUNT(*) FROM comments c WHERE c.text_id = i.text_id AND c.content = 0
                        AND (SELECT COUNT(*) FROM run_comments rc WHERE rc.run = i.run AND rc.comment = c.id) > 0) AS copies
                      FROM run_items i WHERE i.run = @key AND i.state IN (2, 3, 4, 5)) f
                WHERE f.copies > 0 GROUP BY f.state, f.reason ORDER BY SUM(f.copies) DESC, f.state, f.reason
                """,
                new { key })).Select(r => new ReasonTotal((CommentState)r.State, r.Reason, r.Comments, r.Texts))],
            ct);

    /// <summary>The largest campaigns of the selection: two comments or more.</summary>
    public Task<IReadOnlyList<CampaignTotal>> CampaignsAsync(RunId run, int limit = 12, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<CampaignTotal>>(
            async session =>
            {
                var key = await Keys.RunAsync(session, run);
                var rows = await session.QueryAsync<CampaignRow>(
                    $"""
                    SELECT f.Campaign AS Campaign, f.Comments AS Comments, f.Texts AS Texts, c.comment_id AS First, SUBSTR(t.content, 1, 240) AS Excerpt
                    FROM (SELECT {CampaignSql} AS Campaign, COUNT(*) AS Comments, COUNT(DISTINCT c.text_id) AS Texts, MIN(c.id) AS First
                          FROM run_comments rc JOIN comments c ON c.id = rc.comment JOIN texts t ON t.id = c.text_id
                          WHERE rc.run = @key AND c.content = 0 GROUP BY 1 HAVING COUNT(*) > 1
                          ORDER BY COUNT(*) DESC, MIN(c.id) LIMIT @limit) f
                    JOIN comments c ON c.id = f.First JOIN texts t ON t.id = c.text_id ORDER BY f.Comments DESC, c.id
                    """,
                    new { key, limit });
                var labels = (await session.QueryAsync<CampaignRow>(
                    $"""
                    SELECT {CampaignSql} AS Campaign, l.dimension AS Dimension, l.label AS Label, COUNT(*) AS Comments
                    FROM run_comments rc JOIN comments c ON c.id = rc.comment JOIN texts t ON t.id = c.text_id
                    JOIN labels l ON l.run = rc.run AND l.text_id = c.text_id
                    WHERE rc.run = @key AND c.content = 0 AND {database.In(CampaignSql, "campaigns")} GROUP BY 1, 2, 3
                    """,
                    new { key, campaigns = database.List(rows.Select(r => r.Campaign)) })).ToLookup(r => r.Campaign);
                return [.. rows.Select(r => new CampaignTotal(
                    r.Campaign, new(r.First), r.Comments, r.Texts, r.Excerpt ?? "",
                    [.. labels[r.Campaign].Select(l => new LabelCount(l.Dimension, l.Label, l.Comments))]))];
            },
            ct);

    /// <summary>How many comments of the selection belong to a campaign of two or more, and how many campaigns there are.</summary>
    public Task<(long Comments, long Campaigns)> CampaignFiguresAsync(RunId run, CancellationToken ct = default) => database.ReadAsync(
        async session =>
        {
            var row = await session.FirstAsync<TotalRow>(
                $"""
                SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) AS Comments, COUNT(*) AS Texts
                FROM (SELECT COUNT(*) AS n FROM run_comments rc JOIN comments c ON c.id = rc.comment JOIN texts t ON t.id = c.text_id
                      WHERE rc.run = @key AND c.content = 0 GROUP BY {CampaignSql} HAVING COUNT(*) > 1) f
                """,
                new { key = await Keys.RunAsync(session, run) });
            return (row!.Comments, row.Texts);
        },
        ct);

    /// <summary>The coded comments of the selection, in the order of import.</summary>
    public Task<IReadOnlyList<CodedPlace>> CodedPlacesAsync(RunId run, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<CodedPlace>>(
            async session => [.. (await session.QueryAsync<PlaceRow>(
                $"""
                SELECT c.comment_id AS Comment, c.text_id AS Text, {CampaignSql} AS Campaign, {StateSql} AS State
                FROM (SELECT DISTINCT comment FROM human_labels WHERE docket = (SELECT docket FROM runs WHERE id = @key)) h
                JOIN run_comments rc ON rc.run = @key AND rc.comment = h.comment JOIN comments c ON c.id = h.comment
                LEFT JOIN texts t ON t.id = c.text_id LEFT JOIN run_items i ON i.run = @key AND i.text_id = c.text_id ORDER BY c.id
                """,
                new { key = await Keys.RunAsync(session, run) })).Select(r => new CodedPlace(
                    new(r.Comment), r.Text is { } text ? new TextId(text) : null, r.Campaign, (CommentState)r.State))],
            ct);

    /// <summary>The first quotes of a label that are long enough to say something and short enough to read.</summary>
    public Task<IReadOnlyList<EvidenceQuote>> QuotesAsync(RunId run, string dimension, string label, int limit = 2, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<EvidenceQuote>>(
            async session => [.. (await session.QueryAsync<QuoteRow>(
                """
                SELECT c.comment_id AS Comment, t.content AS Content, l.quote_start AS Start, l.quote_length AS Length
                FROM (SELECT text_id, quote_start, quote_length FROM labels
                      WHERE run = @key AND dimension = @dimension AND label = @label AND quote_length BETWEEN 30 AND 220 ORDER BY text_id LIMIT @limit) l
                JOIN texts t ON t.id = l.text_id AND t.content IS NOT NULL
                JOIN comments c ON c.id = (SELECT MIN(f.id) FROM comments f WHERE f.text_id = l.text_id AND f.content = 0) ORDER BY l.text_id
                """,
                new { key = await Keys.RunAsync(session, run), dimension, label, limit }))
                .Where(r => r.Start + r.Length <= r.Content.Length)
                .Select(r => new EvidenceQuote(dimension, label, new(r.Comment), r.Content.Substring((int)r.Start, (int)r.Length)))],
            ct);

    private sealed class TotalRow
    {
        public string Dimension { get; set; } = "";

        public string Label { get; set; } = "";

        public long State { get; set; }

        public string? Reason { get; set; }

        public long Day { get; set; }

        public long Comments { get; set; }

        public long Texts { get; set; }
    }

    private sealed class CampaignRow
    {
        public long Campaign { get; set; }

        public string First { get; set; } = "";

        public string? Excerpt { get; set; }

        public string Dimension { get; set; } = "";

        public string Label { get; set; } = "";

        public long Comments { get; set; }

        public long Texts { get; set; }
    }

    private sealed class PlaceRow
    {
        public string Comment { get; set; } = "";

        public long? Text { get; set; }

        public long? Campaign { get; set; }

        public long State { get; set; }
    }

    private sealed class QuoteRow
    {
        public string Comment { get; set; } = "";

        public string Content { get; set; } = "";

        public long Start { get; set; }

        public long Length { get; set; }
    }
}
