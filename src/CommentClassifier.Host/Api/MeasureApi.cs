using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.Pages;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary><c>/api/runs/{run}/agreement</c>, <c>/api/dockets/{docket}/agreement</c> and <c>/api/compare</c>: the documents of the commands.</summary>
internal static class MeasureApi
{
    private const int MostResamples = 20_000;

    public static void MapMeasures(this RouteGroupBuilder api)
    {
        api.MapGet("/runs/{run}/agreement", RunAsync).WithSummary("How far a run agrees with the people who coded").Produces<AgreementDocument>();
        api.MapGet("/dockets/{docket}/agreement", CodersAsync).WithSummary("How far the coders agree with each other").Produces<AgreementDocument>();
        api.MapGet("/compare", CompareAsync).WithSummary("Two or more runs of one docket on the same coded comments (?run=a&run=b)").Produces<ComparisonDocument>();
    }

    private static async Task<JsonHttpResult<AgreementDocument>> RunAsync(
        string run, Store store, Figures figures, CancellationToken cancellationToken, string? dimension = null, string? sample = null, int? resamples = null, ulong seed = 1)
    {
        var found = await store.RequireRunAsync(run, cancellationToken).ConfigureAwait(false);
        var options = Options(dimension, sample, resamples, seed);
        return Json(await figures.OfAsync(
            $"agreement {options}", found.Spec.Docket, [found.Id], async () => (await AgreementSources.OfRunAsync(store, found, options).ConfigureAwait(false)).Measure(), cancellationToken).ConfigureAwait(false));
    }

    private static async Task<JsonHttpResult<AgreementDocument>> CodersAsync(
        string docket, Store store, Figures figures, CancellationToken cancellationToken, string? dimension = null, string? sample = null, int? resamples = null, ulong seed = 1)
    {
        var id = new DocketId(docket);
        if (await store.Dockets.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new MissingException($"There is no docket {docket}; /api/dockets lists them.");
        }

        var options = Options(dimension, sample, resamples, seed);
        return Json(await figures.OfAsync(
            $"coders {options}", id, [], async () => (await AgreementSources.OfCodersAsync(store, id, options).ConfigureAwait(false)).Measure(), cancellationToken).ConfigureAwait(false));
    }

    private static async Task<JsonHttpResult<ComparisonDocument>> CompareAsync(
        string[] run, Store store, Figures figures, CancellationToken cancellationToken, string? dimension = null, string? sample = null, int? resamples = null, ulong seed = 1)
    {
        var runs = new List<Ledger.RunRecord>();
        foreach (var name in run.Distinct())
        {
            runs.Add(await store.RequireRunAsync(name, cancellationToken).ConfigureAwait(false));
        }

        if (runs.Count is < 2 or > 8)
        {
            throw new ExpectedException("Name two to eight runs: ?run=a&run=b.");
        }

        var options = Options(dimension, sample, resamples, seed);
        return Json(await figures.OfAsync(
            $"compare {options} {string.Join(' ', runs.Select(r => r.Id))}", runs[0].Spec.Docket, [.. runs.Select(r => r.Id)],
            async () => (await ComparisonSources.OfRunsAsync(store, runs, options).ConfigureAwait(false)).Compare(), cancellationToken).ConfigureAwait(false));
    }

    private static MeasureOptions Options(string? dimension, string? sample, int? resamples, ulong seed) =>
        resamples is null or (>= 0 and <= MostResamples)
            ? new MeasureOptions { Dimension = dimension, Sample = sample, Resamples = resamples, Seed = seed }
            : throw new ExpectedException($"resamples must be 0 to {MostResamples}.");

    private static JsonHttpResult<T> Json<T>(T document) => TypedResults.Json(document, AgreementJson.Options);
}
