namespace CommentClassifier.Storage;

/// <summary>What was learnt about an endpoint and model, so that it is found out once.</summary>
public sealed class DialectStore
{
    private readonly Database database;

    internal DialectStore(Database database) => this.database = database;

    /// <summary>What was saved, as JSON, or null.</summary>
    public Task<string?> FindAsync(string endpoint, string model, CancellationToken ct = default) => database.ReadAsync(
        session => session.FirstAsync<string>(
            "SELECT content FROM dialects WHERE endpoint = @endpoint AND model = @model", new { endpoint, model }),
        ct);

    /// <summary>Remembers it, in place of what was known.</summary>
    public Task SaveAsync(string endpoint, string model, string content, CancellationToken ct = default) => database.WriteAsync(
        session => session.ExecuteAsync(
            """
            INSERT INTO dialects (endpoint, model, content, at) VALUES (@endpoint, @model, @content, @now)
            ON CONFLICT (endpoint, model) DO UPDATE SET content = excluded.content, at = excluded.at
            """,
            new { endpoint, model, content, now = database.Now }),
        ct);

    /// <summary>Forgets it: the endpoint turned out to speak otherwise.</summary>
    public Task ForgetAsync(string endpoint, string model, CancellationToken ct = default) => database.WriteAsync(
        session => session.ExecuteAsync(
            "DELETE FROM dialects WHERE endpoint = @endpoint AND model = @model", new { endpoint, model }),
        ct);
}
