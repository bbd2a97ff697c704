using CommentClassifier.Host.Api;
using CommentClassifier.Host.Desk.Pages.Coding;
using CommentClassifier.Reports.Charts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Desk.Pages;

/// <summary>What the pages of judgement (compare, audit, coding, results) need beside the desk's own.</summary>
internal static class PageServices
{
    // The charts bring their colours for a document of their own; on the desk they hold inside a chart only.
    private static readonly string Charts = ChartStyles.Css.Replace(":root{", ".chart{", StringComparison.Ordinal);

    public static void AddPages(this IServiceCollection services)
    {
        services.AddScoped<CodingBooks>();
        services.AddSingleton<Figures>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/charts.css", () => TypedResults.Text(Charts, "text/css")).AllowAnonymous().ExcludeFromDescription();
        app.MapJudgement();
    }
}
