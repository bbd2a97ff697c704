using System.Text.Json;
using System.Text.Json.Serialization;
using CommentClassifier.Host.Desk.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Api;

/// <summary>The composition of the REST API, its OpenAPI document and the health endpoints.</summary>
internal static class ApiServices
{
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddProblemDetails();
        services.AddSingleton<ProgressStream>();
        services.AddScoped<Change>();
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Comment Classifier";
            document.Info.Description = "Dockets in, labels out. Send a key of `users key <name>` as `Authorization: Bearer <key>`; on loopback the local user needs none.";
            return Task.CompletedTask;
        }));
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: ["ready"]);
    }

    public static void MapApi(this WebApplication app)
    {
        // Whoever watches a service asks without a key; the answers say one word.
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapOpenApi().RequireAuthorization(Roles.Viewer);
        var api = app.MapGroup("/api").AddEndpointFilter<Problems>().ProducesProblem(400).ProducesProblem(404);
        api.MapDockets();
        api.MapComments();
        api.MapPrompts();
        api.MapRuns();
        api.MapQueue();
        // An unknown address of the API is a problem document too, and not the desk's page.
        api.MapMethods("/{**rest}", ["GET", "POST", "PUT", "PATCH", "DELETE"], IResult (string? rest) => throw new MissingException($"There is nothing at /api/{rest} with this method; /openapi/v1.json lists what there is."))
            .RequireAuthorization(Roles.Viewer).ExcludeFromDescription().WithOrder(int.MaxValue);
    }
}
