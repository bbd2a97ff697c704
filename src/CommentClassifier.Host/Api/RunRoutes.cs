using System.Text.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary><c>/api/runs</c>: what ran, how it went, and its rows.</summary>
internal static class RunRoutes
{
    private static readonly JsonSerializerOptions Line = new(Session.JsonOptions) { WriteIndented = false };
    private static readonly byte[] NewLine = [(byte)'\n'];

    public static void MapRuns(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/runs").WithTags("Runs").RequireAuthorization(Roles.Viewer);
        group.MapGet("", ListAsync).WithSummary("All runs, the latest first");
        group.MapGet("/{run}", FindAsync).WithSummary("One run with its ledger");
        group.MapGet("/{run}/failures", FailuresAsync).WithSummary("What failed and why, with the reply that caused it");
        group.MapGet("/{run}/export", ExportAsync).WithSummary("One row a comment, as JSON lines").Produces<string>(200, "application/jsonl");
        group.MapGet("/{run}/live", async (string run, Store store, ProgressStream stream, CancellationToken cancellationToken) =>
            await stream.NowAsync((await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false)).Id).ConfigureAwait(false)).WithSummary("Where it is at this moment");
        group.MapGet("/{run}/progress", ProgressAsync).WithSummary("The same as server-sent events, until it comes to rest");
    }

    private static async Task<IReadOnlyList<RunDocument>> ListAsync(Store store, CancellationToken cancellationToken, string? docket = null) =>
        [.. (await store.Runs.ListAsync(docket is null ? null : new DocketId(docket), recent: true, cancellationToken).ConfigureAwait(false)).Select(r => RunDocument.Of(r))];

    private static async Task<RunDocument> FindAsync(string run, Store store, CancellationToken cancellationToken)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        return RunDocument.Of(await store.Runs.SummaryAsync(found.Id, recent: true, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<FailureDocument>> FailuresAsync(string run, Store store, CancellationToken cancellationToken, int limit = 100)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        var rows = await store.Runs.FailuresAsync(found.Id, Math.Clamp(limit, 1, 10_000), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(f => new FailureDocument(f.Comment.Value, f.Copies, f.State, f.Reason, f.Attempts, f.Request, f.Reply))];
    }

    private static async Task<ServerSentEventsResult<RunLive>> ProgressAsync(string run, Store store, ProgressStream stream, HttpContext http)
    {
        var found = await store.RequireRunAsync(run, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.ServerSentEvents(stream.FollowAsync(found.Id, http.RequestAborted));
    }

    private static async Task<PushStreamHttpResult> ExportAsync(string run, Store store, CancellationToken cancellationToken)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        return TypedResults.Stream(body => WriteAsync(body, found, store, cancellationToken), "application/jsonl", $"{found.Id}.jsonl");
    }

    private static async Task WriteAsync(Stream body, RunRecord run, Store store, CancellationToken cancellationToken)
    {
        await foreach (var row in store.Runs.ExportAsync(run.Id, cancellationToken).ConfigureAwait(false))
        {
            await body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(ExportedRow.Of(run, row), Line), cancellationToken).ConfigureAwait(false);
            await body.WriteAsync(NewLine, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The run of that id, or the only one whose id begins so.</summary>
    /// <exception cref="MissingException">There is none.</exception>
    public static async Task<RunRecord> RequireRunAsync(this Store store, string run, CancellationToken cancellationToken) =>
        await store.Runs.FindAsync(run, cancellationToken).ConfigureAwait(false) ?? throw new MissingException($"There is no run {run}.");
}
