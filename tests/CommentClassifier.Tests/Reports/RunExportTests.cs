using System.Globalization;
using System.Text;
using System.Text.Json;
using CommentClassifier.Reports;
using CsvHelper;

namespace CommentClassifier.Tests.Reports;

public sealed class RunExportTests : ReportTest
{
    [Fact]
    public async Task Every_comment_of_the_selection_is_one_line_with_its_provenance()
    {
        var run = await RunOverAsync([Row("a", "yes one"), Row("b", "refuse two"), Withdrawn("c")]);
        var rows = Encoding.UTF8.GetString(await WriteAsync(run, ExportFormat.Jsonl)).TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();

        Assert.Equal(["a", "b", "c"], rows.Select(r => r.GetProperty("commentId").GetString()));
        Assert.Equal(["labelled", "refused", "withdrawn"], rows.Select(r => r.GetProperty("state").GetString()));
        var label = rows[0].GetProperty("labels").GetProperty("stance");
        Assert.Equal(("support", 0.6, "yes one"), (label.GetProperty("label").GetString(), label.GetProperty("confidence").GetDouble(), label.GetProperty("quote").GetString()));
        Assert.Equal((run.Id.Value, "p@v1", "abc", "m-2026", 1), (
            rows[0].GetProperty("run").GetString(), rows[0].GetProperty("prompt").GetString(), rows[0].GetProperty("promptHash").GetString(),
            rows[0].GetProperty("model").GetString(), rows[0].GetProperty("attempt").GetInt32()));
        Assert.Equal("fp_1", rows[0].GetProperty("fingerprint").GetString());
        Assert.NotEqual(Guid.Empty, rows[0].GetProperty("requestId").GetGuid());
        Assert.NotEqual(default, rows[0].GetProperty("at").GetDateTimeOffset());
        Assert.Equal("the model declined <politely>", rows[1].GetProperty("reason").GetString());
        Assert.Empty(rows[1].GetProperty("labels").EnumerateObject());
    }

    [Fact]
    public async Task A_hostile_text_is_no_formula_in_the_csv_and_keeps_its_row()
    {
        var run = await RunOverAsync([Row("a", Hostile), Row("=b", "no two")]);
        using var csv = new CsvReader(new StringReader(Encoding.UTF8.GetString(await WriteAsync(run, ExportFormat.Csv))), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Select(r => (IDictionary<string, object>)r).ToList();

        Assert.Equal(["a", "'=b"], rows.Select(r => r["comment_id"]));
        Assert.Equal("'" + Hostile[..60], rows[0]["stance_quote"]);
        Assert.Equal(("oppose", "0.9"), (rows[0]["stance"], rows[0]["stance_confidence"]));
    }

    [Fact]
    public async Task A_quote_over_several_lines_stays_in_its_cell()
    {
        var run = await RunOverAsync([Row("a", "yes,\nfor two\n\nlines"), Row("b", "no\rtwo")]);
        var text = Encoding.UTF8.GetString(await WriteAsync(run, ExportFormat.Csv));
        using var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Select(r => (IDictionary<string, object>)r).ToList();

        Assert.Equal(["a", "b"], rows.Select(r => r["comment_id"]));
        Assert.Contains("\n", (string)rows[0]["stance_quote"], StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void A_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(string cell, string safe) => Assert.Equal(safe, ExportCsv.Safe(cell));

    [Fact]
    public async Task A_file_is_replaced_whole_or_not_at_all()
    {
        var path = Path.Combine(Folder, "out.csv");
        await File.WriteAllTextAsync(path, "old");
        await Assert.ThrowsAsync<IOException>(() => WholeFile.WriteAsync(path, async stream =>
        {
            await stream.WriteAsync("half"u8.ToArray());
            throw new IOException("disk full");
        }));
        Assert.Equal("old", await File.ReadAllTextAsync(path));
        await WholeFile.WriteAsync(path, stream => stream.WriteAsync("new"u8.ToArray()).AsTask());
        Assert.Equal("new", await File.ReadAllTextAsync(path));
        Assert.Empty(Directory.GetFiles(Folder, "*.tmp"));
        await Assert.ThrowsAsync<ExpectedException>(() => WholeFile.WriteAsync(Folder, _ => Task.CompletedTask));
        await Assert.ThrowsAsync<ExpectedException>(() => WholeFile.WriteAsync(Path.Combine(Folder, "none", "x"), _ => Task.CompletedTask));
    }

    private async Task<byte[]> WriteAsync(CommentClassifier.Ledger.RunRecord run, ExportFormat format)
    {
        using var stream = new MemoryStream();
        await RunExport.WriteAsync(Store, run, format, stream);
        return stream.ToArray();
    }
}
