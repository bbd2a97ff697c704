using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CommentClassifier.Deduplication;
using CommentClassifier.Dockets;
using CommentClassifier.Prompts;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>A row that was not imported.</summary>
/// <param name="Row">The row (or record) of the file, from 1 without the header.</param>
/// <param name="Id">Its id, where one could be read.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedRow(long Row, string? Id, string Reason);

/// <summary>
/// What an import did. <c>Read = Imported + Unchanged + Updated + Skipped</c>; withdrawn and attachment-only are within these. Campaigns are
/// families of two different texts or more, null when no text changed.
/// </summary>
public sealed record ImportReport(
    string Docket, long Read, long Imported, long Unchanged, long Updated, long DistinctTexts, long Withdrawn, long AttachmentOnly,
    long? Campaigns, IReadOnlyList<SkippedRow> Skipped, long Documents, IReadOnlyList<string> Changed, double Seconds);

/// <summary>Reads docket files into the store, again and again without harm.</summary>
public sealed class DocketImporter(Store store, TimeProvider time)
{
    /// <summary>Imports <paramref name="paths"/> into <paramref name="docket"/>; memory does not grow with the files.</summary>
    /// <exception cref="ExpectedException">A file is not what it says; what was read before it is kept.</exception>
    public async Task<ImportReport> ImportAsync(
        DocketId docket, IReadOnlyList<string> paths, DocketReadOptions options, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        var seen = new Seen(progress);
        var rows = RowsAsync(paths, options with { Docket = docket }, seen, cancellationToken).GetAsyncEnumerator(cancellationToken);
        ImportTally tally;
        await using (rows.ConfigureAwait(false))
        {
            // A file in which no row is this docket's must not leave an empty docket behind.
            var any = await rows.MoveNextAsync().ConfigureAwait(false);
            if (!any && seen.Documents == 0)
            {
                throw new ExpectedException(NothingToRead(paths, docket, seen.Skipped));
            }

            tally = await store.Dockets.ImportAsync(docket, FromFirst(rows, any), cancellationToken).ConfigureAwait(false);
        }

        seen.Skipped.AddRange(tally.Ambiguous.Select(comment => new SkippedRow(
            comment.Row, comment.Id.Value, "the id stands before in this file with another text, and no tracking number tells the two apart; is it the right --id-column?")));
        if (seen.Title is { } title)
        {
            await store.Dockets.SetTitleAsync(docket, title, cancellationToken).ConfigureAwait(false);
        }

        // Looking for near-duplicates reads every text: not worth it when no text has changed.
        long? campaigns = tally.Imported + tally.Updated > 0 ? await CampaignIndexer.IndexAsync(store, docket, cancellationToken).ConfigureAwait(false) : null;
        var info = (await store.Dockets.ListAsync(cancellationToken).ConfigureAwait(false)).Single(d => d.Docket == docket);
        return new ImportReport(
            docket.Value, tally.Imported + tally.Unchanged + tally.Updated + seen.Skipped.Count, tally.Imported, tally.Unchanged, tally.Updated,
            info.DistinctTexts, tally.Withdrawn, tally.AttachmentOnly, campaigns, seen.Skipped, seen.Documents, [.. tally.Changed.Select(id => id.Value)],
            time.GetElapsedTime(started).TotalSeconds);
    }

    private static string NothingToRead(IReadOnlyList<string> paths, DocketId docket, List<SkippedRow> skipped) => skipped.Count == 0
        ? $"{string.Join(", ", paths)}: there is no comment in it."
        : $"{string.Join(", ", paths)}: none of its {skipped.Count} rows can be imported as {docket}. The first: {(skipped[0].Row > 0 ? $"row {skipped[0].Row}: " : "")}{skipped[0].Reason}";

    private static async IAsyncEnumerable<ImportRow> FromFirst(IAsyncEnumerator<ImportRow> rows, bool any)
    {
        for (; any; any = await rows.MoveNextAsync().ConfigureAwait(false))
        {
            yield return rows.Current;
        }
    }

    private static async IAsyncEnumerable<ImportRow> RowsAsync(
        IReadOnlyList<string> paths, DocketReadOptions options, Seen seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in DocketReader.ReadAsync(paths, options, cancellationToken).ConfigureAwait(false))
        {
            seen.Count();
            switch (entry)
            {
                case DocketEntry.Submission { Comment: var comment }:
                    var readable = comment.Content == CommentContent.Readable;
                    yield return new ImportRow(
                        comment,
                        readable ? TextFingerprint.Of(comment.Text) : "",
                        readable ? PacketEstimate.OfItem(comment.Text) : 0,
                        readable && ModelOrders.ReadsLikeOrders(comment.Text),
                        seen.SawBefore(comment));
                    break;
                case DocketEntry.Document document:
                    seen.Documents++;
                    seen.Title ??= document.DocumentType is "Notice" or "Proposed Rule" or "Rule" ? document.Title : null;
                    break;
                case DocketEntry.Skipped skipped:
                    seen.Skipped.Add(new SkippedRow(skipped.Row, skipped.Id, skipped.Reason));
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    private sealed class Seen(IProgress<long>? progress)
    {
        private readonly HashSet<ulong> ids = [];
        private long rows;
        private long lastRow;

        public List<SkippedRow> Skipped { get; } = [];

        public long Documents { get; set; }

        public string? Title { get; set; }

        /// <summary>Whether the same file had a row of that id and tracking number before: rows count from 1 in each file. Eight bytes an id.</summary>
        public bool SawBefore(Comment comment)
        {
            if (comment.Row <= lastRow)
            {
                ids.Clear();
            }

            lastRow = comment.Row;
            var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{comment.Id.Value}\n{comment.TrackingNumber}"));
            return !ids.Add(BinaryPrimitives.ReadUInt64LittleEndian(name));
        }

        public void Count()
        {
            rows++;
            if (rows % 500 == 0)
            {
                progress?.Report(rows);
            }
        }
    }
}
