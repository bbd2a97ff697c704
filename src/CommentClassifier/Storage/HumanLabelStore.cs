using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>What came of an import of human labels.</summary>
/// <param name="Imported">Labels that are new or differ from the coder's latest.</param>
/// <param name="Unchanged">Labels that were there already.</param>
/// <param name="UnknownComments">Ids the docket does not have; their labels were left out.</param>
public sealed record HumanLabelTally(long Imported, long Unchanged, IReadOnlyList<CommentId> UnknownComments);

/// <summary>What people labelled: append-only, the latest of a coder counts.</summary>
public sealed class HumanLabelStore
{
    private const string Latest =
        """
        SELECT c.comment_id AS Comment, h.coder AS Coder, h.dimension AS Dimension, h.label AS Label, h.at AS At
        FROM human_labels h JOIN comments c ON c.id = h.comment
        WHERE h.docket = @docket AND (CAST(@dimension AS TEXT) IS NULL OR h.dimension = @dimension)
          AND NOT EXISTS (SELECT 1 FROM human_labels later WHERE later.comment = h.comment AND later.dimension = h.dimension
            AND later.coder = h.coder AND later.id > h.id)
        ORDER BY c.id, h.dimension, h.coder
        """;

    private readonly Database database;

    internal HumanLabelStore(Database database) => this.database = database;

    /// <summary>Adds labels in one transaction; a label equal to the coder's latest is not written again.</summary>
    public Task<HumanLabelTally> ImportAsync(DocketId docket, IReadOnlyList<HumanLabel> labels, CancellationToken ct = default) =>
        database.WriteAsync(
            async session =>
            {
                var key = await Keys.DocketAsync(session, docket);
                var comments = await Keys.CommentsAsync(session, key, labels.Select(l => l.Comment.Value));
                var known = labels.Where(l => comments.ContainsKey(l.Comment.Value)).ToList();
                var written = await session.ExecuteManyAsync(
                    """
                    INSERT INTO human_labels (docket, comment, coder, dimension, label, at)
                    SELECT d.id, @comment, @coder, @dimension, @label, @at FROM dockets d
                    WHERE d.id = @docket AND COALESCE((
                        SELECT h.label FROM human_labels h WHERE h.comment = @comment AND h.coder = @coder AND h.dimension = @dimension
                        ORDER BY h.id DESC LIMIT 1), '') <> @label
                    """,
                    ["docket", "comment", "coder", "dimension", "label", "at"],
                    [.. known.Select(l => new object?[]
                    {
                        key, comments[l.Comment.Value], Column.Text(l.Coder), l.Dimension, Column.Text(l.Label), Column.Millis(l.At),
                    })]);
                var imported = written.Sum();
                return new HumanLabelTally(
                    imported, known.Count - imported,
                    [.. labels.Select(l => l.Comment).Where(c => !comments.ContainsKey(c.Value)).Distinct()]);
            },
            ct);

    /// <summary>The label of each coder that counts now, by comment (in the order of import), dimension and coder.</summary>
    public Task<IReadOnlyList<HumanLabel>> MatrixAsync(DocketId docket, string? dimension = null, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<HumanLabel>>(
            async session => [.. (await session.QueryAsync<Row>(
                Latest, new { docket = await Keys.DocketAsync(session, docket), dimension })).Select(r => r.ToRecord())],
            ct);

    /// <summary>Changes with every label of a person and every verdict on the docket; both are append-only.</summary>
    public Task<string> StampAsync(DocketId docket, CancellationToken ct = default) => database.ReadAsync(
        async session =>
        {
            var args = new { key = await Keys.DocketAsync(session, docket) };
            var labels = await session.ScalarAsync<long?>("SELECT MAX(id) FROM human_labels WHERE docket = @key", args);
            var verdicts = await session.ScalarAsync<long?>("SELECT MAX(id) FROM verdicts WHERE docket = @key", args);
            return $"{labels} {verdicts}";
        },
        ct);

    /// <summary>Grows with every label of a person.</summary>
    public Task<long> LastAsync(DocketId docket, CancellationToken ct = default) => database.ReadAsync(
        async session => await session.ScalarAsync<long?>(
            "SELECT MAX(id) FROM human_labels WHERE docket = @key", new { key = await Keys.DocketAsync(session, docket) }) ?? 0,
        ct);

    /// <summary>The labels that people gave, by dimension.</summary>
    public Task<IReadOnlyList<(string Dimension, string Label)>> KnownAsync(DocketId docket, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<(string, string)>>(
            async session => [.. (await session.QueryAsync<Row>(
                "SELECT DISTINCT dimension AS Dimension, label AS Label FROM human_labels WHERE docket = @key ORDER BY dimension, label",
                new { key = await Keys.DocketAsync(session, docket) })).Select(r => (r.Dimension, r.Label))],
            ct);

    /// <summary>Every label ever given to a comment, the first one first.</summary>
    public Task<IReadOnlyList<HumanLabel>> HistoryAsync(DocketId docket, CommentId comment, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<HumanLabel>>(
            async session => [.. (await session.QueryAsync<Row>(
                """
                SELECT c.comment_id AS Comment, h.coder AS Coder, h.dimension AS Dimension, h.label AS Label, h.at AS At
                FROM comments c JOIN human_labels h ON h.comment = c.id WHERE c.docket = @docket AND c.comment_id = @id ORDER BY h.id
                """,
                new { docket = await Keys.DocketAsync(session, docket), id = comment.Value })).Select(r => r.ToRecord())],
            ct);

    /// <summary>Who coded any of the docket, by name.</summary>
    public Task<IReadOnlyList<string>> CodersAsync(DocketId docket, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async session => await session.QueryAsync<string>(
                "SELECT DISTINCT coder FROM human_labels WHERE docket = @docket ORDER BY coder",
                new { docket = await Keys.DocketAsync(session, docket) }),
            ct);

    private sealed class Row
    {
        public string Comment { get; set; } = "";

        public string Coder { get; set; } = "";

        public string Dimension { get; set; } = "";

        public string Label { get; set; } = "";

        public long At { get; set; }

        public HumanLabel ToRecord() => new(new(Comment), Coder, Dimension, Label, Column.At(At));
    }
}
