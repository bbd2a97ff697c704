using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>The label that stands for a comment and dimension, and who says so.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Dimension">The dimension.</param>
/// <param name="Label">The label.</param>
/// <param name="Note">Why.</param>
/// <param name="Coder">Who says so.</param>
/// <param name="At">When.</param>
public sealed record Adjudication(CommentId Comment, string Dimension, string Label, string? Note, string Coder, DateTimeOffset At);

/// <summary>What somebody decided about a comment: a verdict on a run's label, or (without a run) which of the coders' labels stands.</summary>
public sealed record CommentDecision(RunId? Run, string Dimension, VerdictKind? Kind, string? Label, string? Note, string Coder, DateTimeOffset At);

/// <summary>Verdicts and adjudications: append-only, the latest counts.</summary>
public sealed class VerdictStore
{
    private const string Insert =
        """
        INSERT INTO verdicts (docket, run, comment, dimension, kind, adjudicated, note, coder, at)
        VALUES (@docket, @run, @comment, @dimension, @kind, @adjudicated, @note, @coder, @at)
        """;

    private const string Columns =
        """
        r.name AS Run, c.comment_id AS Comment, v.dimension AS Dimension, v.kind AS Kind, v.adjudicated AS Adjudicated, v.note AS Note,
        v.coder AS Coder, v.at AS At
        """;

    private readonly Database database;

    internal VerdictStore(Database database) => this.database = database;

    /// <summary>Adds a verdict on a run's label.</summary>
    public Task AppendAsync(Verdict verdict, CancellationToken ct = default) => database.WriteAsync(
        async session =>
        {
            var run = await Keys.RunAsync(session, verdict.Run);
            var docket = await session.ScalarAsync<long>("SELECT docket FROM runs WHERE id = @run", new { run });
            await session.ExecuteAsync(Insert, new
            {
                docket,
                run = (long?)run,
                comment = await CommentAsync(session, docket, verdict.Comment),
                dimension = verdict.Dimension,
                kind = verdict.Kind.ToString(),
                adjudicated = Column.Text(verdict.AdjudicatedLabel),
                note = Column.Text(verdict.Note),
                coder = Column.Text(verdict.Coder),
                at = Column.Millis(verdict.At),
            });
        },
        ct);

    /// <summary>Settles a disagreement among coders; no run is judged.</summary>
    public Task AdjudicateAsync(DocketId docket, Adjudication adjudication, CancellationToken ct = default) => database.WriteAsync(
        async session =>
        {
            var key = await Keys.DocketAsync(session, docket);
            await session.ExecuteAsync(Insert, new
            {
                docket = key,
                run = (long?)null,
                comment = await CommentAsync(session, key, adjudication.Comment),
                dimension = adjudication.Dimension,
                kind = (string?)null,
                adjudicated = Column.Text(adjudication.Label),
                note = Column.Text(adjudication.Note),
                coder = Column.Text(adjudication.Coder),
                at = Column.Millis(adjudication.At),
            });
        },
        ct);

    /// <summary>The run's verdicts, the first one first: all that were given, or only the latest of each comment and dimension.</summary>
    public Task<IReadOnlyList<Verdict>> ListAsync(RunId run, bool latestOnly = false, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<Verdict>>(
            async session =>
            {
                var rows = await session.QueryAsync<Row>(
                    $"""
                    SELECT {Columns} FROM verdicts v JOIN runs r ON r.id = v.run JOIN comments c ON c.id = v.comment
                    WHERE v.run = @key ORDER BY v.id
                    """,
                    new { key = await Keys.RunAsync(session, run) });
                var verdicts = rows.Select(r => r.ToVerdict());
                return [.. latestOnly ? verdicts.GroupBy(v => (v.Comment, v.Dimension)).Select(g => g.Last()) : verdicts];
            },
            ct);

    /// <summary>
    /// The adjudicated label of each comment and dimension: of the latest verdict or adjudication that names one, whichever run
    /// it judged.
    /// </summary>
    public Task<IReadOnlyList<Adjudication>> AdjudicatedAsync(DocketId docket, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<Adjudication>>(
            async session => [.. (await session.QueryAsync<Row>(
                $"""
                SELECT {Columns} FROM verdicts v LEFT JOIN runs r ON r.id = v.run JOIN comments c ON c.id = v.comment
                WHERE v.docket = @key AND v.adjudicated IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM verdicts later WHERE later.docket = v.docket AND later.comment = v.comment
                      AND later.dimension = v.dimension AND later.id > v.id AND later.adjudicated IS NOT NULL)
                ORDER BY v.comment, v.dimension
                """,
                new { key = await Keys.DocketAsync(session, docket) })).Select(r => new Adjudication(
                    new(r.Comment), r.Dimension, r.Adjudicated!, r.Note, r.Coder, Column.At(r.At)))],
            ct);

    /// <summary>Everything that was ever decided about a comment, the first one first.</summary>
    public Task<IReadOnlyList<CommentDecision>> OfCommentAsync(DocketId docket, CommentId comment, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<CommentDecision>>(
            async session => [.. (await session.QueryAsync<Row>(
                $"""
                SELECT {Columns} FROM comments c JOIN verdicts v ON v.docket = c.docket AND v.comment = c.id LEFT JOIN runs r ON r.id = v.run
                WHERE c.docket = @key AND c.comment_id = @id ORDER BY v.id
                """,
                new { key = await Keys.DocketAsync(session, docket), id = comment.Value })).Select(r => new CommentDecision(
                    r.Run is null ? null : new RunId(r.Run), r.Dimension, r.Kind is null ? null : Enum.Parse<VerdictKind>(r.Kind), r.Adjudicated, r.Note,
                    r.Coder, Column.At(r.At)))],
            ct);

    private static async Task<long> CommentAsync(Session session, long docket, CommentId comment) =>
        await session.FirstAsync<long?>(
            "SELECT id FROM comments WHERE docket = @docket AND comment_id = @id", new { docket, id = comment.Value })
        ?? throw new StoreException($"The docket has no comment {comment}.");

    private sealed class Row
    {
        public string? Run { get; set; }

        public string Comment { get; set; } = "";

        public string Dimension { get; set; } = "";

        public string? Kind { get; set; }

        public string? Adjudicated { get; set; }

        public string? Note { get; set; }

        public string Coder { get; set; } = "";

        public long At { get; set; }

        public Verdict ToVerdict() => new()
        {
            Run = new(Run!),
            Comment = new(Comment),
            Dimension = Dimension,
            Kind = Enum.Parse<VerdictKind>(Kind!),
            AdjudicatedLabel = Adjudicated,
            Note = Note,
            Coder = Coder,
            At = Column.At(At),
        };
    }
}
