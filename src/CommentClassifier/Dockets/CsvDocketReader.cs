using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CommentClassifier.Dockets;

/// <summary>CSV, the bulk download or any other: columns by name, whatever their order and number.</summary>
internal static class CsvDocketReader
{
    private const int ReadAhead = 1 << 16;

    private static readonly string[] Delimiters = [",", ";", "\t"];

    public static async IAsyncEnumerable<DocketEntry> ReadAsync(
        DocketFile file, DocketFormat format, DocketReadOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var meter = new RecordMeter(file.Content, file.Name, options.Limits);
        var utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Records.NotUtf8.ToString()));
        using var text = new StreamReader(meter, utf8, detectEncodingFromByteOrderMarks: false, ReadAhead, leaveOpen: true);
        var unclosed = false;
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter(file.Head),
            BufferSize = ReadAhead,
            // A quote inside an unquoted field is harmless prose; one that opens a field and never closes it has eaten other fields.
            BadDataFound = bad => unclosed |= bad.Field.StartsWith('"'),
        });

        if (!await parser.ReadAsync() || parser.Record is not { } names)
        {
            throw new DocketFileException($"{file.Name}: is empty; download it again.");
        }

        var columns = Columns.Of(names, file.Name, format, options);
        long row = 0;
        while (await parser.ReadAsync())
        {
            cancellation.ThrowIfCancellationRequested();
            meter.Next();
            row++;
            unclosed = false;
            var fields = parser.Record ?? [];
            yield return unclosed ? new DocketEntry.Skipped(row, columns.IdIn(fields), "a quote is not closed")
                : Misfits(fields, names.Length) ? new DocketEntry.Skipped(row, columns.IdIn(fields), $"the row has {fields.Length} fields where the header has {names.Length}")
                : Records.ToEntry(columns.Read(row, fields), options.Docket);
        }

        if (row == 0)
        {
            throw new DocketFileException($"{file.Name}: has a header and no rows; download it again.");
        }
    }

    /// <summary>Spreadsheets leave empty fields at the end; a filled one means the columns have slipped.</summary>
    private static bool Misfits(string[] fields, int columns) =>
        fields.Length < columns || fields.AsSpan(columns..).ContainsAnyExcept("");

    private static string Delimiter(byte[] head)
    {
        var end = Array.IndexOf(head, (byte)'\n');
        var header = Encoding.UTF8.GetString(head, 0, end < 0 ? head.Length : end);
        return Delimiters.MaxBy(candidate => header.Count(c => c == candidate[0]))!;
    }
}
