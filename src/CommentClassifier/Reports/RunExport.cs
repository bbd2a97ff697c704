using System.Text.Encodings.Web;
using System.Text.Json;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>One JSON document a line.</summary>
    Jsonl,

    /// <summary>RFC 4180, formula-safe, one column a dimension with its confidence and quote.</summary>
    Csv,
}

/// <summary>Results with provenance, one row a comment of the selection in the order of import; memory does not grow with the docket.</summary>
public static class RunExport
{
    private static readonly byte[] NewLine = [(byte)'\n'];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes every row; returns how many.</summary>
    public static async Task<long> WriteAsync(Store store, RunRecord run, ExportFormat format, Stream output, CancellationToken ct = default)
    {
        var rows = RowsAsync(store, run, ct);
        return format == ExportFormat.Csv
            ? await ExportCsv.WriteAsync(rows, [.. (await RunCodebook.OfAsync(store, run, ct)).Dimensions.Select(d => d.Name)], output, ct)
            : await WriteLinesAsync(rows, output, ct);
    }

    /// <summary>The rows, for who writes them elsewhere.</summary>
    public static IAsyncEnumerable<ExportDocument> RowsAsync(Store store, RunRecord run, CancellationToken ct = default) =>
        store.Runs.ExportAsync(run.Id, ct).Select(row => ExportDocument.Of(row, run));

    private static async Task<long> WriteLinesAsync(IAsyncEnumerable<ExportDocument> rows, Stream output, CancellationToken ct)
    {
        var count = 0L;
        await foreach (var row in rows.WithCancellation(ct))
        {
            await JsonSerializer.SerializeAsync(output, row, Json, ct);
            await output.WriteAsync(NewLine, ct); // A web response takes no synchronous writes.
            count++;
        }

        await output.FlushAsync(ct);
        return count;
    }
}
