using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CommentClassifier.Reports;

/// <summary>
/// The CSV of an export. A spreadsheet runs a cell that begins with =, +, -, @, tab or carriage return as a formula, and docket texts
/// are anybody's: such a cell gets a leading apostrophe (OWASP, CSV injection).
/// </summary>
internal static class ExportCsv
{
    // Lines end in CR LF by default. Said outright, a cell with a bare LF would no longer be quoted, and would break its row.
    internal static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture);

    private static readonly string[] Before = ["comment_id", "state"];

    private static readonly string[] After =
        ["reason", "docket", "run", "prompt", "prompt_hash", "model", "kind", "at", "request_id", "attempt", "fingerprint", "text", "family"];

    public static async Task<long> WriteAsync(
        IAsyncEnumerable<ExportDocument> rows, IReadOnlyList<string> dimensions, Stream output, CancellationToken ct)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await using var csv = new CsvWriter(writer, Configuration);
        foreach (var name in (string[])[.. Before, .. dimensions.SelectMany(d => new[] { d, $"{d}_confidence", $"{d}_quote" }), .. After])
            csv.WriteField(name);
        await csv.NextRecordAsync();
        var count = 0L;
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var cell in Cells(row, dimensions))
                csv.WriteField(Safe(cell));
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    /// <summary>The cell as text that no spreadsheet takes for a formula.</summary>
    internal static string? Safe(string? cell) => cell is { Length: > 0 } && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    private static IEnumerable<string?> Cells(ExportDocument row, IReadOnlyList<string> dimensions)
    {
        yield return row.CommentId;
        yield return row.State;
        foreach (var dimension in dimensions)
        {
            var label = row.Labels.GetValueOrDefault(dimension);
            yield return label?.Label;
            yield return label?.Confidence?.ToString("R", CultureInfo.InvariantCulture);
            yield return label?.Quote;
        }

        yield return row.Reason;
        yield return row.Docket;
        yield return row.Run;
        yield return row.Prompt;
        yield return row.PromptHash;
        yield return row.Model;
        yield return row.Kind;
        yield return row.At?.ToString("O", CultureInfo.InvariantCulture);
        yield return row.RequestId?.ToString();
        yield return row.Attempt?.ToString(CultureInfo.InvariantCulture);
        yield return row.Fingerprint;
        yield return row.Text?.ToString(CultureInfo.InvariantCulture);
        yield return row.Family?.ToString(CultureInfo.InvariantCulture);
    }
}
