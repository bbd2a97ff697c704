using CommentClassifier.Host.Desk.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Desk;

/// <summary>The composition of the desk: pages rendered on the server, no circuits.</summary>
internal static class DeskServices
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddEndpointsApiExplorer();
        services.AddCascadingAuthenticationState();
    }

    /// <summary>What a person sees where there is no page, or where a page failed; a script gets problem details instead.</summary>
    public static void UseErrors(this WebApplication app)
    {
        app.UseWhen(IsScripts, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        app.UseWhen(context => !IsScripts(context), desk =>
        {
            desk.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/failed",
                CreateScopeForErrors = true,
                AllowStatusCode404Response = true,
                SuppressDiagnosticsCallback = context => context.Exception is ExpectedException,
            });
            desk.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });

        static bool IsScripts(HttpContext context) => context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/api/try");
    }

    public static void MapDesk(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/", () => TypedResults.Redirect("/dockets")).RequireAuthorization(Roles.Viewer).ExcludeFromDescription();
        app.MapRazorComponents<App>();
    }
}
