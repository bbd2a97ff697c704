using System.Collections.Concurrent;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Figures of whole runs are counted once and kept: a page about a million comments must not count them each time.</summary>
public sealed partial class RunStore
{
    private readonly KeptFigures kept;

    // Whole lists, not single figures: a few are enough.
    private readonly KeptFigures lists;

    // What this store writes without a trace in the stamp: a wider selection, failures to ask again.
    private readonly ConcurrentDictionary<long, long> silent = new();

    /// <summary>What the figures of a run rest on, in short, and whether somebody works on it now. Cheap: nothing of the docket's size is read.</summary>
    public Task<(string Stamp, bool Moving)> StampAsync(RunId run, CancellationToken ct = default) => database.ReadAsync(
        async session =>
        {
            var stamp = (await StampsAsync(session, [await Keys.RunAsync(session, run)]))[0];
            return (stamp.Text, stamp.Claimed != 0);
        },
        ct);

    /// <summary>Keeps what <paramref name="make"/> reads of the run, as long as the run and <paramref name="also"/> are the same; of a run that is worked on, a recent one.</summary>
    public async Task<T> KeepAsync<T>(RunId run, string name, string also, Func<Task<T>> make, CancellationToken ct = default)
        where T : class
    {
        var stamp = await database.ReadAsync(async session => (await StampsAsync(session, [await Keys.RunAsync(session, run)]))[0], ct);
        return stamp.Stale != 0 ? await make() : await lists.OfAsync($"{run} {name} {also}", stamp.Text, stamp.Claimed != 0, make, ct);
    }

    private async Task<List<StampRow>> StampsAsync(Session session, IEnumerable<long> runs)
    {
        // Imports change the docket's own figures or leave a change in a comment's history; work on a run changes its requests.
        var rows = await session.QueryAsync<StampRow>(
            $"""
            SELECT r.id AS Run, r.status AS Status, r.lease_token AS Token, r.queued_at AS QueuedAt,
                CASE WHEN r.owner IS NULL THEN 0 ELSE 1 END AS Claimed, d.stale AS Stale, d.comments AS Comments,
                d.distinct_texts AS DistinctTexts, d.withdrawn AS Withdrawn, d.attachment_only AS AttachmentOnly,
                (SELECT MAX(h.id) FROM comment_history h) AS Changes,
                (SELECT MAX(q.id) FROM requests q WHERE q.run = r.id AND q.state = 0) AS LastPlanned,
                (SELECT COUNT(*) FROM requests q WHERE q.run = r.id AND q.state = 0) AS Planned,
                (SELECT COUNT(*) FROM requests q WHERE q.run = r.id AND q.state = 1) AS Settled,
                (SELECT COUNT(*) FROM requests q WHERE q.run = r.id AND q.state = 2) AS Abandoned
            FROM runs r JOIN dockets d ON d.id = r.docket WHERE {database.In("r.id", "runs")}
            """,
            new { runs = database.List(runs) });
        foreach (var row in rows)
            row.Silent = silent.GetValueOrDefault(row.Run);
        return rows;
    }

    private async Task<T> KeptAsync<T>(RunId run, string name, bool recent, Func<Session, long, Task<T>> count, CancellationToken ct)
        where T : class
    {
        var stamp = await database.ReadAsync(async session => (await StampsAsync(session, [await Keys.RunAsync(session, run)]))[0], ct);
        return await KeptAsync(stamp, name, recent, count, ct);
    }

    private Task<T> KeptAsync<T>(StampRow stamp, string name, bool recent, Func<Session, long, Task<T>> count, CancellationToken ct)
        where T : class =>
        // In the middle of an import nothing says what has changed since.
        stamp.Stale != 0
            ? database.ReadAsync(session => count(session, stamp.Run), ct)
            : kept.OfAsync(
                $"{stamp.Run} {name}", stamp.Text, recent && stamp.Claimed != 0, () => database.ReadAsync(session => count(session, stamp.Run), CancellationToken.None), ct);

    // The stamp moves after the commit: who counts between the two counts again.
    private async Task<T> ChangingAsync<T>(RunId run, Func<Session, Task<T>> work, CancellationToken ct)
    {
        var result = await database.WriteAsync(work, ct);
        silent.AddOrUpdate(await database.ReadAsync(session => Keys.RunAsync(session, run), CancellationToken.None), 1, (_, n) => n + 1);
        return result;
    }

    private sealed class StampRow
    {
        public long Run { get; set; }

        public string Status { get; set; } = "";

        public long Token { get; set; }

        public long? QueuedAt { get; set; }

        public long Claimed { get; set; }

        public long Stale { get; set; }

        public long Comments { get; set; }

        public long DistinctTexts { get; set; }

        public long Withdrawn { get; set; }

        public long AttachmentOnly { get; set; }

        public long? Changes { get; set; }

        public long? LastPlanned { get; set; }

        public long Planned { get; set; }

        public long Settled { get; set; }

        public long Abandoned { get; set; }

        public long Silent { get; set; }

        public string Text => string.Join(
            ' ', Run, Status, Token, QueuedAt, Claimed, Stale, Comments, DistinctTexts, Withdrawn, AttachmentOnly, Changes, LastPlanned, Planned, Settled, Abandoned, Silent);
    }
}
