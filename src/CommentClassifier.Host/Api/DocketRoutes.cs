using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace CommentClassifier.Host.Api;

/// <summary><c>/api/dockets</c>: what is in the store, and how more comes in.</summary>
internal static class DocketRoutes
{
    public static void MapDockets(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/dockets").WithTags("Dockets");
        group.MapGet("", ListAsync).RequireAuthorization(Roles.Viewer).WithSummary("Lists the dockets");
        group.MapGet("/{docket}", FindAsync).RequireAuthorization(Roles.Viewer).WithSummary("One docket");
        group.MapPost("/{docket}/import", ImportAsync).RequireAuthorization(Roles.Analyst).WithFileBody("The docket file: bulk CSV, API v4 JSON, plain CSV or JSONL, gzip or not.")
            .WithSummary("Reads a docket file in; the body is the file. Again and again without harm");
        group.MapPost("/{docket}/labels", LabelsAsync).RequireAuthorization(Roles.Analyst).WithFileBody("CSV with comment_id, coder, one column a dimension; stratum and weight are optional.")
            .WithSummary("Reads a coded sample in; the body is a CSV with comment_id, coder and one column a dimension");
    }

    private static async Task<IReadOnlyList<DocketDocument>> ListAsync(Store store, CancellationToken cancellationToken) =>
        [.. (await store.Dockets.ListAsync(cancellationToken).ConfigureAwait(false)).Select(DocketDocument.Of)];

    private static async Task<DocketDocument> FindAsync(string docket, Store store, CancellationToken cancellationToken) =>
        DocketDocument.Of(await store.RequireDocketAsync(docket, cancellationToken).ConfigureAwait(false));

    private static async Task<ImportReport> ImportAsync(
        string docket, HttpContext http, Uploads uploads, string format = "auto", string? idColumn = null, string? textColumn = null) =>
        await uploads.ImportAsync(new DocketId(docket), http.Request.Body, "", uploads.ReadOptions(format, idColumn, textColumn), http.RequestAborted).ConfigureAwait(false);

    private static async Task<LabelImportReport> LabelsAsync(string docket, HttpContext http, Uploads uploads, Store store)
    {
        await store.RequireDocketAsync(docket, http.RequestAborted).ConfigureAwait(false);
        return await uploads.ImportLabelsAsync(new DocketId(docket), http.Request.Body, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The docket of that id.</summary>
    /// <exception cref="MissingException">There is none.</exception>
    public static async Task<DocketInfo> RequireDocketAsync(this Store store, string docket, CancellationToken cancellationToken) =>
        await store.Dockets.FindAsync(new DocketId(docket), cancellationToken).ConfigureAwait(false)
        ?? throw new MissingException($"There is no docket {docket}.");

    // Described by hand: Accepts() would turn away what curl sends by default.
    private static RouteHandlerBuilder WithFileBody(this RouteHandlerBuilder route, string description) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = description,
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/octet-stream"] = new() },
        };
        return Task.CompletedTask;
    });
}
