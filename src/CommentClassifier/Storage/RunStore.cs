using System.Security.Cryptography;
using System.Text.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Runs: found, claimed, selected; planned and settled; summed up and exported; queued for the service.</summary>
public sealed partial class RunStore
{
    private const string IdAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private readonly Database database;

    internal RunStore(Database database) => (this.database, kept, lists) = (database, new(database.Time), new(database.Time, most: 24));

    /// <summary>
    /// The run of that specification, made if it is new. Without <paramref name="again"/> the latest replicate is resumed (or the
    /// one that <see cref="RunSpec.Replicate"/> names beyond 1); with it the next one is made.
    /// </summary>
    public Task<RunRecord> OpenAsync(RunSpec spec, RunKind kind, bool again = false, CancellationToken ct = default)
    {
        var stored = StoredSpec.Of(spec);
        // The prompt's name is for people: the hash says what it is.
        var identity = JsonSerializer.SerializeToUtf8Bytes(stored with { Prompt = "" });
        var baseHash = Convert.ToHexStringLower(SHA256.HashData([.. identity, (byte)kind]));
        return database.WriteAsync(
            async session =>
            {
                var docket = await Keys.DocketAsync(session, spec.Docket);
                var last = await session.ScalarAsync<long?>("SELECT MAX(replicate) FROM runs WHERE base_hash = @baseHash", new { baseHash }) ?? 0;
                var replicate = again ? last + 1 : spec.Replicate > 1 ? spec.Replicate : Math.Max(1, last);
                var name = await FreeNameAsync(session, baseHash, replicate);
                await session.ExecuteAsync(
                    """
                    INSERT INTO runs (name, docket, base_hash, replicate, kind, prompt, spec, created_at)
                    VALUES (@name, @docket, @baseHash, @replicate, @kind, @Prompt, @json, @now)
                    ON CONFLICT (base_hash, replicate) DO NOTHING
                    """,
                    new
                    {
                        name,
                        docket,
                        baseHash,
                        replicate,
                        kind = kind.ToString(),
                        spec.Prompt,
                        json = JsonSerializer.Serialize(stored),
                        now = database.Now,
                    });
                var row = await session.FirstAsync<RunRow>(
                    $"SELECT {RunRow.Columns} FROM runs r WHERE base_hash = @baseHash AND replicate = @replicate", new { baseHash, replicate });
                return row!.Record;
            },
            ct);
    }

    /// <summary>The run of that id, or the only one whose id begins so (with or without <c>r-</c>); null when there is none.</summary>
    /// <exception cref="StoreException">Several begin so.</exception>
    public Task<RunRecord?> FindAsync(string idOrPrefix, CancellationToken ct = default) => database.ReadAsync(
        async session =>
        {
            var prefix = idOrPrefix.StartsWith("r-", StringComparison.Ordinal) ? idOrPrefix : $"r-{idOrPrefix}";
            var rows = await session.QueryAsync<RunRow>(
                $"SELECT {RunRow.Columns} FROM runs r WHERE r.name >= @prefix AND r.name < @end ORDER BY r.name LIMIT 6",
                new { prefix, end = prefix + "~" });
            var exact = rows.Find(r => r.Name == prefix);
            if (exact is null && rows.Count > 1)
                throw new StoreException($"'{idOrPrefix}' begins several runs: {string.Join(", ", rows.Select(r => r.Name))}. Write one out.");
            return (exact ?? rows.FirstOrDefault())?.Record;
        },
        ct);

    /// <summary>Every run with its figures, the latest first; of one docket, if given.</summary>
    public Task<IReadOnlyList<RunSummary>> ListAsync(DocketId? docket = null, CancellationToken ct = default) => ListAsync(docket, recent: false, ct);

    /// <summary>The same; <paramref name="recent"/>: of runs that are worked on, figures a few seconds old will do.</summary>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(DocketId? docket, bool recent, CancellationToken ct = default)
    {
        var stamps = await database.ReadAsync(
            async session => (await StampsAsync(session, await session.QueryAsync<long>(
                """
                SELECT r.id FROM runs r
                WHERE CAST(@name AS TEXT) IS NULL OR r.docket = (SELECT id FROM dockets WHERE name = @name)
                """,
                new { name = docket?.Value }))).OrderByDescending(s => s.Run).ToList(),
            ct);
        var list = new List<RunSummary>(stamps.Count);
        foreach (var stamp in stamps)
            list.Add(await KeptAsync(stamp, "summary", recent, CountAsync, ct));
        return list;
    }

    /// <summary>Takes the run for <paramref name="owner"/>, so that no second process works on it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="owner">Who takes it; by convention <c>machine:process:start</c>.</param>
    /// <param name="length">How long the claim holds without being renewed.</param>
    /// <param name="ownerIsAlive">
    /// Whether an earlier owner still lives, as far as this machine can tell; a dead one's claim is void at once. Without it only
    /// the lapse of the lease frees the run.
    /// </param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StoreException">A live process has it.</exception>
    public Task<RunLease> ClaimAsync(
        RunId run, string owner, TimeSpan length, Func<string, bool>? ownerIsAlive = null, CancellationToken ct = default) =>
        database.WriteAsync(
            async session =>
            {
                var key = await Keys.RunAsync(session, run);
                var row = (await session.FirstAsync<RunRow>(
                    $"SELECT {RunRow.Columns} FROM runs r WHERE r.id = @key{database.ForUpdate}", new { key }))!;
                var now = database.Now;
                if (row.Owner is { } holder && row.LeaseUntil > now && (ownerIsAlive is null || ownerIsAlive(holder)))
                {
                    var seconds = Math.Ceiling((row.LeaseUntil.Value - now) / 1000.0);
                    throw new StoreException(
                        $"Run {run} is being worked on by {holder}. Stop that process, or wait: its claim ends in {seconds:0} s unless it renews it.");
                }

                await session.ExecuteAsync(
                    "UPDATE runs SET owner = @owner, lease_until = @until, lease_token = @token WHERE id = @key",
                    new { owner, until = now + (long)length.TotalMilliseconds, token = row.LeaseToken + 1, key });
                return new RunLease(database, run, owner, row.LeaseToken + 1, length);
            },
            ct);

    /// <summary>The same specification gives the same id on every machine; a clash makes it longer.</summary>
    private static async Task<string> FreeNameAsync(Session session, string baseHash, long replicate)
    {
        var hash = SHA256.HashData(Convert.FromHexString(baseHash).Concat(BitConverter.GetBytes(replicate)).ToArray());
        var letters = string.Concat(hash.Select(b => IdAlphabet[b % IdAlphabet.Length]));
        for (var length = 6; ; length++)
        {
            var name = $"r-{letters[..length]}";
            if (await session.FirstAsync<long?>("SELECT id FROM runs WHERE name = @name AND base_hash <> @baseHash", new { name, baseHash }) is null)
                return name;
        }
    }
}
