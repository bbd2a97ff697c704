using CommentClassifier.Host.Desk.People;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary>The endpoints of agreement, comparison, audit, samples and results: what the pages show, for scripts.</summary>
internal static class JudgementApi
{
    public static void MapJudgement(this WebApplication app)
    {
        var api = app.MapGroup("/api").WithTags("Judgement").RequireAuthorization(Roles.Viewer).AddEndpointFilter(OneLineAsync);
        api.MapAudit();
        api.MapMeasures();
        api.MapSamples();
        api.MapResults();
    }

    /// <summary>The run, or a failure that says there is none.</summary>
    public static async Task<RunRecord> RunOfAsync(this Store store, string run, CancellationToken cancellationToken) =>
        await store.Runs.FindAsync(run, cancellationToken).ConfigureAwait(false) ?? throw new ExpectedException($"There is no run {run}; /api/runs lists them.");

    // What a caller can mend comes back as problem details with its one line.
    private static async ValueTask<object?> OneLineAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (ExpectedException failure)
        {
            var missing = failure.Message.StartsWith("There is no ", StringComparison.Ordinal);
            return TypedResults.Problem(failure.Message.ReplaceLineEndings(" "), statusCode: missing ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
        }
    }
}
