using CommentClassifier.Host.Desk.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary>The endpoints of agreement, comparison, audit, samples and results: what the pages show, for scripts.</summary>
internal static class JudgementApi
{
    public static void MapJudgement(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization(Roles.Viewer).AddEndpointFilter<Problems>().ProducesProblem(400).ProducesProblem(404);
        api.MapGroup("").WithTags("Audit").MapAudit();
        api.MapGroup("").WithTags("Measures").MapMeasures();
        api.MapGroup("").WithTags("Samples").MapSamples();
        api.MapGroup("").WithTags("Results").MapResults();
    }
}
