using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;
using CsvHelper;

namespace CommentClassifier.Reports;

/// <summary>A verdict with what it judged.</summary>
public sealed record AuditedVerdict(
    string Run, string CommentId, string Dimension, string? Human, string? Machine, double? Confidence, bool? Agrees, VerdictKind Verdict, string? Label,
    string? Note, string Coder, DateTimeOffset At, bool Latest);

/// <summary>The record of an audit: every verdict ever given on a run, the first one first.</summary>
public static class AuditExport
{
    private static readonly byte[] NewLine = [(byte)'\n'];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The rows.</summary>
    public static async Task<IReadOnlyList<AuditedVerdict>> RowsAsync(Store store, RunRecord run, CancellationToken ct = default)
    {
        var items = (await AuditSource.ItemsAsync(store, run, ct)).ToDictionary(i => (i.Comment, i.Dimension));
        var verdicts = await store.Verdicts.ListAsync(run.Id, latestOnly: false, ct);
        var last = verdicts.Select((v, i) => (v, i)).GroupBy(x => (x.v.Comment, x.v.Dimension)).Select(g => g.Last().i).ToHashSet();
        return [.. verdicts.Select((v, i) =>
        {
            var item = items.GetValueOrDefault((v.Comment, v.Dimension));
            return new AuditedVerdict(
                run.Id.Value, v.Comment.Value, v.Dimension, item?.Human, item?.Machine, item?.Confidence, item?.Agrees, v.Kind, v.AdjudicatedLabel, v.Note,
                v.Coder, v.At, last.Contains(i));
        })];
    }

    /// <summary>Writes the rows; the CSV is safe against formulas.</summary>
    public static async Task WriteAsync(IReadOnlyList<AuditedVerdict> rows, ExportFormat format, Stream output, CancellationToken ct = default)
    {
        if (format == ExportFormat.Jsonl)
        {
            foreach (var row in rows)
            {
                await JsonSerializer.SerializeAsync(output, row, Json, ct);
                await output.WriteAsync(NewLine, ct);
            }

            return;
        }

        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await using var csv = new CsvWriter(writer, ExportCsv.Configuration);
        foreach (var name in new[] { "run", "comment_id", "dimension", "human", "machine", "confidence", "agrees", "verdict", "label", "note", "coder", "at", "latest" })
            csv.WriteField(name);
        await csv.NextRecordAsync();
        foreach (var r in rows)
        {
            var verdict = JsonNamingPolicy.KebabCaseLower.ConvertName(r.Verdict.ToString());
            foreach (var cell in new[]
            {
                r.Run, r.CommentId, r.Dimension, r.Human, r.Machine, r.Confidence?.ToString("R", CultureInfo.InvariantCulture), r.Agrees?.ToString().ToLowerInvariant(), verdict, r.Label,
                r.Note, r.Coder, r.At.ToString("O", CultureInfo.InvariantCulture), r.Latest ? "true" : "false",
            })
                csv.WriteField(ExportCsv.Safe(cell));
            await csv.NextRecordAsync();
        }
    }
}
