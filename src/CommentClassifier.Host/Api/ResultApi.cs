using CommentClassifier.Host.Desk.Pages;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary>What a run came to, to take along: the report as one file, the rows as CSV or JSON lines.</summary>
internal static class ResultApi
{
    public static void MapResults(this RouteGroupBuilder api)
    {
        api.MapGet("/runs/{run}/report.html", ReportAsync).WithSummary("The report: one file that opens offline").Produces<string>(200, "text/html");
        api.MapGet("/runs/{run}/labels.csv", (string run, Store store, CancellationToken ct) => ExportAsync(run, ExportFormat.Csv, store, ct))
            .WithSummary("One row a comment, safe against formulas").Produces<string>(200, "text/csv");
        api.MapGet("/runs/{run}/labels.jsonl", (string run, Store store, CancellationToken ct) => ExportAsync(run, ExportFormat.Jsonl, store, ct))
            .WithSummary("One row a comment, with provenance").Produces<string>(200, "application/jsonl");
    }

    private static async Task<FileContentHttpResult> ReportAsync(
        string run, Store store, Figures figures, TimeProvider time, CancellationToken cancellationToken, string? sample = null)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        if (sample is { Length: > 0 } && await store.Samples.FindAsync(sample, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new MissingException($"There is no sample {sample}.");
        }

        var by = string.IsNullOrEmpty(sample) ? null : sample;
        var report = await figures.OfAsync($"report {by}", found.Spec.Docket, [found.Id], () => DocketReportBuilder.OfAsync(store, found, time, by), cancellationToken).ConfigureAwait(false);
        using var file = new MemoryStream();
        await ReportFile.WriteAsync(report with { At = time.GetUtcNow() }, file, cancellationToken).ConfigureAwait(false);

        // Always a download: the report's own styles are inline, which the desk's policy forbids.
        return TypedResults.File(file.ToArray(), "text/html; charset=utf-8", $"{found.Id}-report.html");
    }

    private static async Task<PushStreamHttpResult> ExportAsync(string run, ExportFormat format, Store store, CancellationToken cancellationToken)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        return format == ExportFormat.Csv
            ? TypedResults.Stream(body => RunExport.WriteAsync(store, found, format, body, cancellationToken), "text/csv", $"{found.Id}.csv")
            : TypedResults.Stream(body => RunExport.WriteAsync(store, found, format, body, cancellationToken), "application/jsonl", $"{found.Id}.jsonl");
    }
}
