using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CommentClassifier.Host.Desk.People;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Tests.Desk;

/// <summary>Every page and endpoint, with the least role that may use it. A new one fails here until it is placed.</summary>
public sealed partial class EndpointRolesTests
{
    private const string Nobody = "nobody";

    // The page that says so carries the status itself.
    private const string Told = "GET /not-allowed";

    private static readonly Dictionary<string, string> Least = new()
    {
        ["GET /health"] = Nobody,
        ["GET /health/ready"] = Nobody,
        ["GET /charts.css"] = Nobody,
        ["GET /sign-in"] = Nobody,
        ["GET /sign-in/{Secret}"] = Nobody,
        ["GET /not-allowed"] = Nobody,
        ["GET /not-found"] = Nobody,
        ["GET /failed"] = Nobody,
        ["GET /"] = Roles.Viewer,
        ["GET /openapi/{documentName}.json"] = Roles.Viewer,
        ["GET /api/try"] = Roles.Viewer,
        ["GET /api/{**rest}"] = Roles.Viewer,
        ["GET /dockets"] = Roles.Viewer,
        ["GET /dockets/{Name}"] = Roles.Viewer,
        ["GET /dockets/{Docket}/comments/{Id}"] = Roles.Viewer,
        ["GET /queue"] = Roles.Viewer,
        ["GET /queue/new"] = Roles.Analyst,
        ["GET /queue/{Id}"] = Roles.Viewer,
        ["GET /people"] = Roles.Viewer,
        ["GET /audit"] = Roles.Viewer,
        ["GET /audit/{RunName}"] = Roles.Viewer,
        ["GET /compare"] = Roles.Viewer,
        ["GET /coding"] = Roles.Viewer,
        ["GET /coding/{SampleName}"] = Roles.Viewer,
        ["GET /coding/{SampleName}/code"] = Roles.Coder,
        ["GET /coding/{SampleName}/adjudicate"] = Roles.Analyst,
        ["GET /results"] = Roles.Viewer,
        ["GET /results/{RunName}"] = Roles.Viewer,
        ["GET /api/dockets/"] = Roles.Viewer,
        ["GET /api/dockets/{docket}"] = Roles.Viewer,
        ["POST /api/dockets/{docket}/import"] = Roles.Analyst,
        ["POST /api/dockets/{docket}/labels"] = Roles.Analyst,
        ["GET /api/dockets/{docket}/comments/"] = Roles.Viewer,
        ["GET /api/dockets/{docket}/comments/{comment}"] = Roles.Viewer,
        ["GET /api/dockets/{docket}/agreement"] = Roles.Viewer,
        ["GET /api/dockets/{docket}/samples"] = Roles.Viewer,
        ["POST /api/dockets/{docket}/samples"] = Roles.Analyst,
        ["GET /api/samples/{sample}/next"] = Roles.Coder,
        ["POST /api/samples/{sample}/codes"] = Roles.Coder,
        ["GET /api/samples/{sample}/disagreements"] = Roles.Analyst,
        ["POST /api/samples/{sample}/adjudications"] = Roles.Analyst,
        ["GET /api/prompts"] = Roles.Viewer,
        ["GET /api/endpoints"] = Roles.Viewer,
        ["POST /api/estimate"] = Roles.Viewer,
        ["GET /api/queue"] = Roles.Viewer,
        ["GET /api/compare"] = Roles.Viewer,
        ["GET /api/runs/"] = Roles.Viewer,
        ["POST /api/runs"] = Roles.Analyst,
        ["GET /api/runs/{run}"] = Roles.Viewer,
        ["GET /api/runs/{run}/failures"] = Roles.Viewer,
        ["GET /api/runs/{run}/export"] = Roles.Viewer,
        ["GET /api/runs/{run}/live"] = Roles.Viewer,
        ["GET /api/runs/{run}/progress"] = Roles.Viewer,
        ["POST /api/runs/{run}/pause"] = Roles.Analyst,
        ["POST /api/runs/{run}/resume"] = Roles.Analyst,
        ["POST /api/runs/{run}/cancel"] = Roles.Analyst,
        ["POST /api/runs/{run}/priority"] = Roles.Analyst,
        ["POST /api/runs/{run}/retry-failures"] = Roles.Analyst,
        ["GET /api/runs/{run}/audit"] = Roles.Viewer,
        ["POST /api/runs/{run}/audit"] = Roles.Coder,
        ["GET /api/runs/{run}/audit.csv"] = Roles.Viewer,
        ["GET /api/runs/{run}/agreement"] = Roles.Viewer,
        ["GET /api/runs/{run}/report.html"] = Roles.Viewer,
        ["GET /api/runs/{run}/labels.csv"] = Roles.Viewer,
        ["GET /api/runs/{run}/labels.jsonl"] = Roles.Viewer,
    };

    private static readonly string[] People = [Nobody, .. Roles.All];

    [Fact]
    public async Task Every_page_and_endpoint_is_placed_and_nothing_that_is_gone_is_listed()
    {
        await using var service = await RunningService.StartAsync();
        Assert.Equal(Least.Keys.Order(StringComparer.Ordinal), Places(service).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_lets_in_the_roles_from_the_least_on_and_nobody_below()
    {
        await using var service = await RunningService.StartAsync(("SignIn:Required", "true"));
        var wrong = new List<string>();
        foreach (var person in People)
        {
            var key = person == Nobody ? null : await JudgementDesk.KeyAsync(service, person, person);
            foreach (var (place, least) in Least)
            {
                var (method, path) = place.Split(' ', 2) switch { var parts => (parts[0], Placeholder().Replace(parts[1], "x")) };
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path.TrimStart('/'), UriKind.Relative));
                request.Content = method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
                if (key is not null)
                {
                    request.Headers.Add("X-Api-Key", key);
                }

                using var answer = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                var isIn = place == Told || !IsTurnedAway(answer);
                if (isIn != (Array.IndexOf(People, person) >= Array.IndexOf(People, least)))
                {
                    wrong.Add($"{person}: {place} answers {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task No_page_takes_a_form_without_its_token_from_anyone()
    {
        await using var service = await RunningService.StartAsync(("SignIn:Required", "true"));
        service.Client.DefaultRequestHeaders.Add("X-Api-Key", await JudgementDesk.KeyAsync(service, "ann", Roles.Admin));
        foreach (var page in Least.Keys.Select(k => k.Split(' ')[1]).Where(p => Pages().IsMatch(p)))
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "import")]);
            using var answer = await service.Client.PostAsync(new Uri(Placeholder().Replace(page, "x").TrimStart('/'), UriKind.Relative), form);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{page} answers {(int)answer.StatusCode}");
        }
    }

    private static bool IsTurnedAway(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location is { } to && (to.ToString().Contains("/sign-in?", StringComparison.Ordinal) || to.ToString().Contains("/not-allowed", StringComparison.Ordinal)));

    // Files of ours and what the framework maps by itself (blazor.web.js, a file that is missing) are anybody's or fall under the fallback policy.
    private static IEnumerable<string> Places(RunningService service) =>
        from endpoint in service.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where !path.StartsWith("/_", StringComparison.Ordinal) && path != "/{**path:file}"
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let method = methods.Contains("GET") || methods.Count == 0 ? "GET" : methods[0]
        select $"{method} {path}";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^/(dockets|queue|people|audit|coding|compare|results)")]
    private static partial Regex Pages();
}
