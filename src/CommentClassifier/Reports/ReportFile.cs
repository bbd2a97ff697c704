using System.Text;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Reports;

/// <summary>The report as one self-contained HTML document that opens offline.</summary>
public static class ReportFile
{
    /// <summary>Renders the document.</summary>
    public static async Task<string> HtmlAsync(DocketReport report)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<ReportPage>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Report)] = report }));
            return page.ToHtmlString();
        });
    }

    /// <summary>Writes the document in UTF-8.</summary>
    public static async Task WriteAsync(DocketReport report, Stream output, CancellationToken ct = default) =>
        await output.WriteAsync(Encoding.UTF8.GetBytes(await HtmlAsync(report)), ct);
}
