using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Which comments are coded, by which design. A sample never changes.</summary>
public sealed class SampleStore
{
    private const string Columns =
        """
        s.name AS Name, d.name AS Docket, s.design AS Design, s.seed AS Seed, s.strata_by AS StrataBy, s.created_at AS CreatedAt
        FROM samples s JOIN dockets d ON d.id = s.docket
        """;

    private readonly Database database;

    internal SampleStore(Database database) => this.database = database;

    /// <summary>Stores a sample with its items, in their order.</summary>
    /// <exception cref="StoreException">Its id is taken, or the docket lacks one of the comments.</exception>
    public Task CreateAsync(Sample sample, IReadOnlyList<SampleItem> items, CancellationToken ct = default) => database.WriteAsync(
        async session =>
        {
            var docket = await Keys.DocketAsync(session, sample.Docket);
            var comments = await Keys.CommentsAsync(session, docket, items.Select(i => i.Comment.Value));
            if (items.FirstOrDefault(i => !comments.ContainsKey(i.Comment.Value)) is { } unknown)
                throw new StoreException($"The sample names comment {unknown.Comment}, which docket {sample.Docket} does not have. Import it first.");
            var key = await session.FirstAsync<long?>(
                """
                INSERT INTO samples (name, docket, design, seed, strata_by, created_at) VALUES (@Id, @docket, @Design, @Seed, @By, @at)
                ON CONFLICT (name) DO NOTHING RETURNING id
                """,
                new { sample.Id, docket, sample.Design, sample.Seed, sample.By, at = Column.Millis(sample.CreatedAt) })
                ?? throw new StoreException($"There is a sample '{sample.Id}' already. Choose another id.");
            await session.ExecuteManyAsync(
                "INSERT INTO sample_items (sample, position, comment, stratum, weight) VALUES (@sample, @position, @comment, @stratum, @weight)",
                ["sample", "position", "comment", "stratum", "weight"],
                [.. items.Select((item, i) => new object?[]
                {
                    key, (long)i, comments[item.Comment.Value], Column.Text(item.Stratum), item.Weight,
                })]);
        },
        ct);

    /// <summary>The docket's samples, the latest first.</summary>
    public Task<IReadOnlyList<Sample>> ListAsync(DocketId docket, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<Sample>>(
            async session => [.. (await session.QueryAsync<Row>(
                $"SELECT {Columns} WHERE d.name = @Value ORDER BY s.id DESC", docket)).Select(r => r.ToRecord())],
            ct);

    /// <summary>The sample of that id, or null.</summary>
    public Task<Sample?> FindAsync(string id, CancellationToken ct = default) => database.ReadAsync(
        async session => (await session.FirstAsync<Row>($"SELECT {Columns} WHERE s.name = @id", new { id }))?.ToRecord(), ct);

    /// <summary>The sample's items, in their order.</summary>
    public Task<IReadOnlyList<SampleItem>> ItemsAsync(string id, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<SampleItem>>(
            async session => [.. (await session.QueryAsync<ItemRow>(
                """
                SELECT c.comment_id AS Comment, i.stratum AS Stratum, i.weight AS Weight
                FROM samples s JOIN sample_items i ON i.sample = s.id JOIN comments c ON c.id = i.comment
                WHERE s.name = @id ORDER BY i.position
                """,
                new { id })).Select(r => new SampleItem(new(r.Comment), r.Stratum, r.Weight))],
            ct);

    /// <summary>How many comments the sample has, and how many of them each coder has labelled, by name.</summary>
    public Task<(long Size, IReadOnlyList<(string Coder, long Comments)> Coders)> ProgressAsync(string id, CancellationToken ct = default) =>
        database.ReadAsync<(long, IReadOnlyList<(string, long)>)>(
            async session =>
            {
                var size = await session.ScalarAsync<long>("SELECT COUNT(*) FROM samples s JOIN sample_items i ON i.sample = s.id WHERE s.name = @id", new { id });
                var coders = await session.QueryAsync<ProgressRow>(
                    """
                    SELECT h.coder AS Coder, COUNT(DISTINCT h.comment) AS Comments
                    FROM samples s JOIN sample_items i ON i.sample = s.id JOIN human_labels h ON h.comment = i.comment
                    WHERE s.name = @id GROUP BY h.coder ORDER BY h.coder
                    """,
                    new { id });
                return (size, [.. coders.Select(c => (c.Coder, c.Comments))]);
            },
            ct);

    private sealed class ProgressRow
    {
        public string Coder { get; set; } = "";

        public long Comments { get; set; }
    }

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public string Docket { get; set; } = "";

        public string Design { get; set; } = "";

        public long? Seed { get; set; }

        public string? StrataBy { get; set; }

        public long CreatedAt { get; set; }

        public Sample ToRecord() => new(Name, new(Docket), Design, Seed, StrataBy, Column.At(CreatedAt));
    }

    private sealed class ItemRow
    {
        public string Comment { get; set; } = "";

        public string? Stratum { get; set; }

        public double? Weight { get; set; }
    }
}
