using System.Security.Cryptography;
using System.Text;

namespace CommentClassifier.Storage;

/// <summary>A person (or script) the service knows.</summary>
public sealed record User(string Name, string Role, DateTimeOffset CreatedAt, bool Disabled);

/// <summary>People, single-use sign-in links and API keys. Secrets are shown once and stored only as SHA-256 of 256 random bits.</summary>
public sealed class UserStore
{
    private readonly Database database;

    internal UserStore(Database database) => this.database = database;

    /// <summary>Adds a person, or gives them another role.</summary>
    public Task SaveAsync(string name, string role, CancellationToken ct = default) => database.WriteAsync(
        session => session.ExecuteAsync(
            """
            INSERT INTO users (name, role, created_at) VALUES (@name, @role, @now)
            ON CONFLICT (name) DO UPDATE SET role = excluded.role, disabled_at = NULL
            """,
            new { name, role, now = database.Now }),
        ct);

    /// <summary>Shuts a person out: links and keys stop working at once.</summary>
    public Task<int> DisableAsync(string name, CancellationToken ct = default) => database.WriteAsync(
        session => session.ExecuteAsync("UPDATE users SET disabled_at = @now WHERE name = @name", new { name, now = database.Now }), ct);

    /// <summary>The person of that name, or null.</summary>
    public Task<User?> FindAsync(string name, CancellationToken ct = default) => database.ReadAsync(
        async session => (await session.FirstAsync<Row>(
            "SELECT name, role, created_at AS CreatedAt, disabled_at AS DisabledAt FROM users WHERE name = @name", new { name }))?.ToRecord(),
        ct);

    /// <summary>Everyone, by name.</summary>
    public Task<IReadOnlyList<User>> ListAsync(CancellationToken ct = default) => database.ReadAsync<IReadOnlyList<User>>(
        async session => [.. (await session.QueryAsync<Row>(
            "SELECT name, role, created_at AS CreatedAt, disabled_at AS DisabledAt FROM users ORDER BY name")).Select(r => r.ToRecord())],
        ct);

    /// <summary>Makes a secret that signs the person in once, until it expires.</summary>
    public async Task<string> CreateLinkAsync(string name, TimeSpan lifetime, CancellationToken ct = default)
    {
        var secret = NewSecret();
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO sign_in_links (hash, user_name, expires_at) VALUES (@hash, @name, @expires)",
                new { hash = Hash(secret), name, expires = database.Now + (long)lifetime.TotalMilliseconds }),
            ct);
        return secret;
    }

    /// <summary>Whom the secret signs in, once; null when it is unknown, used, expired or the person is shut out.</summary>
    public Task<User?> UseLinkAsync(string secret, CancellationToken ct = default) => database.WriteAsync(
        async session =>
        {
            var name = await session.FirstAsync<string>(
                """
                UPDATE sign_in_links SET used_at = @now WHERE hash = @hash AND used_at IS NULL AND expires_at > @now
                RETURNING user_name
                """,
                new { now = database.Now, hash = Hash(secret) });
            return name is null ? null : await ActiveAsync(session, name);
        },
        ct);

    /// <summary>Makes a key for the person's scripts; it is shown only now.</summary>
    public async Task<string> CreateKeyAsync(string name, string title, CancellationToken ct = default)
    {
        var secret = NewSecret();
        await database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO api_keys (hash, user_name, title, created_at) VALUES (@hash, @name, @title, @now)",
                new { hash = Hash(secret), name, title, now = database.Now }),
            ct);
        return secret;
    }

    /// <summary>Whose key it is; null when it is unknown, revoked or the person is shut out.</summary>
    public Task<User?> FindByKeyAsync(string secret, CancellationToken ct = default) => database.ReadAsync(
        async session => await session.FirstAsync<string>(
            "SELECT user_name FROM api_keys WHERE hash = @hash AND revoked_at IS NULL", new { hash = Hash(secret) }) is { } name
            ? await ActiveAsync(session, name)
            : null,
        ct);

    /// <summary>Takes the person's keys of that title away.</summary>
    public Task<int> RevokeKeysAsync(string name, string title, CancellationToken ct = default) => database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE api_keys SET revoked_at = @now WHERE user_name = @name AND title = @title AND revoked_at IS NULL",
            new { name, title, now = database.Now }),
        ct);

    private static async Task<User?> ActiveAsync(Session session, string name) => (await session.FirstAsync<Row>(
        "SELECT name, role, created_at AS CreatedAt, disabled_at AS DisabledAt FROM users WHERE name = @name AND disabled_at IS NULL",
        new { name }))?.ToRecord();

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public string Role { get; set; } = "";

        public long CreatedAt { get; set; }

        public long? DisabledAt { get; set; }

        public User ToRecord() => new(Name, Role, Column.At(CreatedAt), DisabledAt is not null);
    }
}
