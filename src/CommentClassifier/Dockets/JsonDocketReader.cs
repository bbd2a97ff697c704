using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CommentClassifier.Dockets;

/// <summary>API v4 JSON and JSONL.</summary>
internal static class JsonDocketReader
{
    public static async IAsyncEnumerable<DocketEntry> ReadApiAsync(
        DocketFile file, DocketReadOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var records = 0L;
        DocketEntry.Skipped? held = null;
        await foreach (var (row, bytes, whole) in new JsonRecords(file, options.Limits).ReadAsync(cancellation))
        {
            var entry = Read(row, bytes, whole, (number, root) => ApiRecord.Is(root) || records > 0
                ? ApiRecord.ToEntry(number, root, options)
                : throw new DocketFileException($"{file.Name}: is JSON but not API v4: its first record has {ApiRecord.Members(root)} where 'data' or 'attributes' is expected; convert it to JSONL or CSV."));
            if (records++ == 0 && entry is DocketEntry.Skipped { Id: null } first)
            {
                // Held back: a file whose only record is broken is a broken file, not a skipped row.
                held = first;
                continue;
            }

            if (held is not null)
            {
                yield return held;
                held = null;
            }

            yield return entry;
        }

        if (records == 0 || held is not null)
        {
            throw new DocketFileException($"{file.Name}: holds no API v4 record{(held is null ? "" : $" ({held.Reason})")}; fetch it again.");
        }
    }

    public static async IAsyncEnumerable<DocketEntry> ReadLinesAsync(
        DocketFile file, DocketReadOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var known = false;
        string? first = null;
        await foreach (var (row, bytes) in new JsonLines(file, options.Limits).ReadAsync(cancellation))
        {
            var entry = Read(row, bytes, whole: true, (number, root) => Line(number, root, file.Name, known, options));
            known |= entry is not DocketEntry.Skipped;
            first ??= entry is DocketEntry.Skipped skipped ? $" (line {row}: {skipped.Reason})" : null;
            yield return entry;
        }

        if (!known)
        {
            throw new DocketFileException($"{file.Name}: has no line that could be read{first}; is it JSONL, one JSON object a line?");
        }
    }

    private static DocketEntry Line(long row, JsonElement root, string file, bool known, DocketReadOptions options)
    {
        if (ApiRecord.Is(root))
        {
            return ApiRecord.ToEntry(row, root, options);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return new DocketEntry.Skipped(row, null, $"the line is {ApiRecord.Members(root)}, not an object");
        }

        var names = root.EnumerateObject().Select(member => member.Name).ToList();
        var (id, text) = (FieldNames.Id(names, options.IdColumn), FieldNames.Text(names, options.TextColumn));
        if (id < 0 || text < 0)
        {
            // The first line shows how the file is made; later ones may simply be incomplete.
            return known
                ? new DocketEntry.Skipped(row, id < 0 ? null : ApiRecord.Text(root, names[id]), $"the line has no {(id < 0 ? "id" : "text")}")
                : throw FieldNames.Missing(file, names, id < 0, id < 0 ? options.IdColumn : options.TextColumn);
        }

        return Records.ToEntry(
            new RawRecord { Row = row, Id = ApiRecord.Text(root, names[id]), Text = ApiRecord.Text(root, names[text]), Docket = ApiRecord.Text(root, "docketId") ?? ApiRecord.Text(root, "docket") },
            options.Docket);
    }

    private static DocketEntry Read(long row, ReadOnlyMemory<byte> bytes, bool whole, Func<long, JsonElement, DocketEntry> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return read(row, document.RootElement);
        }
        catch (JsonException broken)
        {
            return new DocketEntry.Skipped(row, null, whole
                ? $"broken JSON at byte {broken.BytePositionInLine + 1}"
                : "the file ends inside the record");
        }
        catch (InvalidOperationException)
        {
            return new DocketEntry.Skipped(row, null, "the record holds characters that are not Unicode");
        }
    }
}
