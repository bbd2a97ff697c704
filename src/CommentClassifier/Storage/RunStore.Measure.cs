using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>A comment that people coded.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Text">Its distinct text, or null where it has none; comments that share it are a family.</param>
/// <param name="Fingerprint">The text's fingerprint.</param>
/// <param name="State">Its state in the run asked about; null without a run, or where the run has not selected it.</param>
public sealed record CodedComment(CommentId Comment, TextId? Text, string? Fingerprint, CommentState? State);

/// <summary>A comment that may be drawn into a sample, with the label that the run asked about gave it.</summary>
public sealed record FrameComment(CommentId Comment, string? Label);

public sealed partial class RunStore
{
    /// <summary>Every comment of the docket that has a human label, in the order of import, with its state in <paramref name="run"/>.</summary>
    public Task<IReadOnlyList<CodedComment>> CodedAsync(DocketId docket, RunId? run = null, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<CodedComment>>(
            async session =>
            {
                var rows = await session.QueryAsync<CodedRow>(
                    $"""
                    SELECT c.comment_id AS Comment, c.text_id AS Text, t.fingerprint AS Fingerprint,
                        CASE WHEN rc.comment IS NULL THEN NULL ELSE {StateSql} END AS State
                    FROM (SELECT DISTINCT comment FROM human_labels WHERE docket = @docket) h
                    JOIN comments c ON c.id = h.comment LEFT JOIN texts t ON t.id = c.text_id
                    LEFT JOIN run_comments rc ON rc.run = @run AND rc.comment = c.id
                    LEFT JOIN run_items i ON i.run = @run AND i.text_id = c.text_id
                    ORDER BY c.id
                    """,
                    new { docket = await Keys.DocketAsync(session, docket), run = run is { } id ? await Keys.RunAsync(session, id) : -1L });
                return [.. rows.Select(r => new CodedComment(
                    new(r.Comment), r.Text is { } text ? new TextId(text) : null, r.Fingerprint, r.State is { } state ? (CommentState)state : null))];
            },
            ct);

    /// <summary>The readable comments of the docket, in the order of import, each with its label in a run's dimension (null: none).</summary>
    public Task<IReadOnlyList<FrameComment>> FrameAsync(DocketId docket, RunId? run, string? dimension, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<FrameComment>>(
            async session =>
            {
                var rows = await session.QueryAsync<FrameRow>(
                    """
                    SELECT c.comment_id AS Comment, l.label AS Label
                    FROM comments c LEFT JOIN run_comments rc ON rc.run = @run AND rc.comment = c.id
                    LEFT JOIN labels l ON l.run = rc.run AND l.text_id = c.text_id AND l.dimension = @dimension
                    WHERE c.docket = @docket AND c.content = 0 ORDER BY c.id
                    """,
                    new
                    {
                        docket = await Keys.DocketAsync(session, docket),
                        run = run is { } id ? await Keys.RunAsync(session, id) : -1L,
                        dimension = dimension ?? "",
                    });
                return [.. rows.Select(r => new FrameComment(new(r.Comment), r.Label))];
            },
            ct);

    /// <summary>The distinct texts of those of the comments that are readable.</summary>
    public Task<IReadOnlyDictionary<CommentId, DistinctText>> TextsOfAsync(
        DocketId docket, IReadOnlyCollection<CommentId> comments, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyDictionary<CommentId, DistinctText>>(
            async session =>
            {
                var key = await Keys.DocketAsync(session, docket);
                var found = new Dictionary<CommentId, DistinctText>(comments.Count);
                foreach (var chunk in comments.Select(c => c.Value).Distinct().Chunk(5_000))
                {
                    var rows = await session.QueryAsync<TextOfRow>(
                        $"""
                        SELECT c.comment_id AS Comment, t.id AS Text, t.content AS Content FROM comments c JOIN texts t ON t.id = c.text_id
                        WHERE c.docket = @key AND c.content = 0 AND t.content IS NOT NULL AND {database.In("c.comment_id", "ids")}
                        """,
                        new { key, ids = database.List(chunk) });
                    foreach (var row in rows)
                        found[new(row.Comment)] = new DistinctText(new(row.Text), row.Content);
                }

                return found;
            },
            ct);

    private sealed class CodedRow
    {
        public string Comment { get; set; } = "";

        public long? Text { get; set; }

        public string? Fingerprint { get; set; }

        public long? State { get; set; }
    }

    private sealed class FrameRow
    {
        public string Comment { get; set; } = "";

        public string? Label { get; set; }
    }

    private sealed class TextOfRow
    {
        public string Comment { get; set; } = "";

        public long Text { get; set; }

        public string Content { get; set; } = "";
    }
}
