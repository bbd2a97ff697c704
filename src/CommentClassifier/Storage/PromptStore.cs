using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>A prompt version that a run has used.</summary>
public sealed record UsedPrompt(string Name, string Version, string Hash, string Content, DateTimeOffset FirstUsedAt);

/// <summary>Prompt versions that a run has used: from then on they must not change.</summary>
public sealed class PromptStore
{
    private const string Columns = "name AS Name, version AS Version, hash AS Hash, content AS Content, used_at AS UsedAt";
    private readonly Database database;

    internal PromptStore(Database database) => this.database = database;

    /// <summary>Keeps what a version is at its first use.</summary>
    /// <exception cref="StoreException">It was used with another content before.</exception>
    public Task RecordUseAsync(string name, string version, string hash, string canonicalContent, CancellationToken ct = default) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO prompt_versions (name, version, hash, content, used_at) VALUES (@name, @version, @hash, @content, @now)
                    ON CONFLICT (name, version) DO NOTHING
                    """,
                    new { name, version, hash, content = Column.Text(canonicalContent), now = database.Now });
                var stored = await session.ScalarAsync<string>(
                    "SELECT hash FROM prompt_versions WHERE name = @name AND version = @version", new { name, version });
                if (stored != hash)
                    throw new StoreException($"{name}@{version} was used with another content and has changed since. Make the next version: comment-classifier prompts new {name}");
            },
            ct);

    /// <summary>The hash the version was used with, or null if no run has used it.</summary>
    public async Task<string?> FindAsync(string name, string version, CancellationToken ct = default) =>
        (await GetAsync(name, version, ct))?.Hash;

    /// <summary>The version as it was used, or null.</summary>
    public Task<UsedPrompt?> GetAsync(string name, string version, CancellationToken ct = default) => database.ReadAsync(
        async session => (await session.FirstAsync<Row>(
            $"SELECT {Columns} FROM prompt_versions WHERE name = @name AND version = @version", new { name, version }))?.ToRecord(),
        ct);

    /// <summary>Every version used, by name and first use.</summary>
    public Task<IReadOnlyList<UsedPrompt>> ListAsync(CancellationToken ct = default) => database.ReadAsync<IReadOnlyList<UsedPrompt>>(
        async session => [.. (await session.QueryAsync<Row>($"SELECT {Columns} FROM prompt_versions ORDER BY name, used_at, version"))
            .Select(r => r.ToRecord())],
        ct);

    /// <summary>The runs that used the version, the first one first.</summary>
    public Task<IReadOnlyList<RunId>> UsedByAsync(string name, string version, CancellationToken ct = default) =>
        database.ReadAsync<IReadOnlyList<RunId>>(
            async session => [.. (await session.QueryAsync<string>(
                "SELECT name FROM runs WHERE prompt = @prompt ORDER BY id", new { prompt = $"{name}@{version}" })).Select(r => new RunId(r))],
            ct);

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public string Version { get; set; } = "";

        public string Hash { get; set; } = "";

        public string Content { get; set; } = "";

        public long UsedAt { get; set; }

        public UsedPrompt ToRecord() => new(Name, Version, Hash, Content, Column.At(UsedAt));
    }
}
