using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Host.Worker;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary>The queue: estimate, queue, hold, let go, give up, retry.</summary>
internal static class QueueRoutes
{
    public static void MapQueue(this RouteGroupBuilder api)
    {
        api.MapPost("/estimate", (QueueOrder order, RunOrders orders, CancellationToken cancellationToken) => orders.EstimateAsync(order, cancellationToken))
            .RequireAuthorization(Roles.Viewer).WithTags("Queue").WithSummary("Tokens, requests, time and money before a cent is spent");
        api.MapGet("/queue", ListAsync).RequireAuthorization(Roles.Viewer).WithTags("Queue").WithSummary("Every run the service was given, in the order of service");
        api.MapPost("/runs", EnqueueAsync).RequireAuthorization(Roles.Analyst).WithTags("Queue").WithSummary("Queues a run; the same order again resumes it");
        var run = api.MapGroup("/runs/{run}").WithTags("Queue").RequireAuthorization(Roles.Analyst).ProducesProblem(409);
        run.MapPost("/pause", (string run, Change change) => change.DoAsync(run, (queue, id, c) => queue.PauseAsync(id, c))).WithSummary("Holds it; what is in flight is settled first");
        run.MapPost("/resume", (string run, Change change) => change.DoAsync(run, (queue, id, c) => queue.ResumeAsync(id, c))).WithSummary("Lets it go on");
        run.MapPost("/cancel", (string run, Change change) => change.DoAsync(run, (queue, id, c) => queue.CancelAsync(id, c))).WithSummary("Gives it up; its labels stay");
        run.MapPost("/priority", (string run, PriorityChange body, Change change) => change.SetPriorityAsync(run, body.Priority)).WithSummary("Moves it in the queue; higher goes first");
        run.MapPost("/retry-failures", (string run, Change change) => change.RetryAsync(run)).WithSummary("Asks only those again that were refused, filtered or invalid");
    }

    private static async Task<IReadOnlyList<QueuedDocument>> ListAsync(Store store, CancellationToken cancellationToken) =>
        [.. (await store.Runs.QueueAsync(cancellationToken).ConfigureAwait(false)).Select(QueuedDocument.Of)];

    private static async Task<Created<QueuedDocument>> EnqueueAsync(QueueOrder order, RunOrders orders, Store store, HttpContext http)
    {
        var run = await orders.EnqueueAsync(order, http.User.PersonName(), http.RequestAborted).ConfigureAwait(false);
        var queued = await store.Runs.QueuedAsync(run.Id, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.Created($"/api/runs/{run.Id}", QueuedDocument.Of(queued!));
    }
}

/// <summary>One change of a queued run; answers with where the run stands afterwards.</summary>
internal sealed class Change(Store store, RunQueue queue, RunBoard board, IHttpContextAccessor http)
{
    private CancellationToken Aborted => http.HttpContext?.RequestAborted ?? CancellationToken.None;

    public async Task<QueuedDocument> DoAsync(string run, Func<RunQueue, RunId, CancellationToken, Task> change)
    {
        var found = await store.RequireRunAsync(run, Aborted).ConfigureAwait(false);
        await change(queue, found.Id, Aborted).ConfigureAwait(false);
        board.Wake();
        return QueuedDocument.Of((await store.Runs.QueuedAsync(found.Id, Aborted).ConfigureAwait(false))!);
    }

    public Task<QueuedDocument> SetPriorityAsync(string run, int priority) => priority is >= -100 and <= 100
        ? DoAsync(run, (_, id, c) => store.Runs.SetPriorityAsync(id, priority, c))
        : throw new ExpectedException($"priority is {priority}; it must be -100 to 100.");

    public async Task<RetryDocument> RetryAsync(string run)
    {
        var found = await store.RequireRunAsync(run, Aborted).ConfigureAwait(false);
        var texts = await queue.RetryFailuresAsync(found.Id, Aborted).ConfigureAwait(false);
        board.Wake();
        return new RetryDocument(texts);
    }
}
