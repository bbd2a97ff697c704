using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Desk;

/// <summary>The composition of the desk: pages rendered on the server, no circuits.</summary>
internal static class DeskServices
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
    }

    /// <summary>What a person sees where there is no page, or where a page failed; a script gets problem details instead.</summary>
    public static void UseDeskErrors(this WebApplication app) => app.UseWhen(
        context => !context.Request.Path.StartsWithSegments("/api"),
        desk => desk.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));

    public static void MapDesk(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>();
    }
}
