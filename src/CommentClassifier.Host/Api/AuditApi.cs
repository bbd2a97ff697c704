using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.Pages.Audit;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary>An audit's queue for scripts.</summary>
internal sealed record AuditQueueDocument(
    string Run, int Disagreements, int Agreements, int Decided, double? Accuracy, double? CiLow, double? CiHigh, IReadOnlyList<AuditItemDocument> Items);

/// <summary>One item of it.</summary>
internal sealed record AuditItemDocument(
    string CommentId, string Dimension, string Human, string Model, double? Confidence, long? Campaign, bool Agrees, string? Verdict, string? Label);

/// <summary>A verdict to give: human-right, model-right, both-defensible, codebook-gap, both-wrong or agreed.</summary>
internal sealed record VerdictBody(string CommentId, string Dimension, string Verdict, string? Label = null, string? Note = null);

/// <summary>What was recorded.</summary>
internal sealed record VerdictDocument(string Run, string CommentId, string Dimension, string Verdict, string? Label, string? Note, string Coder, DateTimeOffset At);

/// <summary><c>/api/runs/{run}/audit</c>: the queue, verdicts, the record.</summary>
internal static class AuditApi
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        api.MapGet("/runs/{run}/audit", QueueAsync).WithSummary("Disagreements and controls, in the order of the audit, with what the audit says so far");
        api.MapPost("/runs/{run}/audit", JudgeAsync).RequireAuthorization(Roles.Coder).WithSummary("Gives a verdict; it is added, nothing is changed");
        api.MapGet("/runs/{run}/audit.csv", ExportAsync).WithSummary("Every verdict ever given, safe against formulas").Produces<string>(200, "text/csv");
    }

    private static async Task<AuditQueueDocument> QueueAsync(
        string run, Store store, CancellationToken cancellationToken, string? dimension = null, string? human = null, string? model = null, double? from = null,
        double? to = null, long? campaign = null, int? controls = null, long? seed = null)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        var queue = AuditQueue.Of(
            await AuditSource.ItemsAsync(store, found, cancellationToken).ConfigureAwait(false), AuditView.FilterOf(dimension, human, model, from, to, campaign, controls, seed));
        var accuracy = queue.Accuracy(lenient: false);
        return new AuditQueueDocument(
            found.Id.Value, queue.Disagreements, queue.Agreements, queue.Decided, accuracy?.Estimate, accuracy?.Low, accuracy?.High,
            [.. queue.Items.Select(i => new AuditItemDocument(
                i.Comment.Value, i.Dimension, i.Human, i.Machine, i.Confidence, i.Campaign, i.Agrees, i.Verdict is { } v ? VerdictWords.Name(v.Kind) : null,
                i.Verdict?.AdjudicatedLabel))]);
    }

    private static async Task<VerdictDocument> JudgeAsync(string run, VerdictBody body, Store store, TimeProvider time, HttpContext http)
    {
        var found = await store.RequireRunAsync(run, http.RequestAborted).ConfigureAwait(false);
        var kind = VerdictWords.Parse(body.Verdict)
            ?? throw new ExpectedException($"verdict '{body.Verdict}': say human-right, model-right, both-defensible, codebook-gap, both-wrong or agreed.");
        var given = await AuditVerdicts.GiveAsync(
            store, found, new VerdictOrder(new CommentId(body.CommentId), body.Dimension, kind, http.User.PersonName()) { Label = body.Label, Note = body.Note }, time,
            http.RequestAborted).ConfigureAwait(false);
        return new VerdictDocument(found.Id.Value, given.Comment.Value, given.Dimension, VerdictWords.Name(given.Kind), given.AdjudicatedLabel, given.Note, given.Coder, given.At);
    }

    private static async Task<PushStreamHttpResult> ExportAsync(string run, Store store, CancellationToken cancellationToken)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        var rows = await AuditExport.RowsAsync(store, found, cancellationToken).ConfigureAwait(false);
        return TypedResults.Stream(body => AuditExport.WriteAsync(rows, ExportFormat.Csv, body, cancellationToken), "text/csv", $"{found.Id}-audit.csv");
    }
}
