using CommentClassifier.Agreement.Calibration;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommentClassifier.Tests.Reports;

public sealed class ChartTests
{
    private const string Bad = "<script>\"x\"</script>";

    public static TheoryData<string> Names => [.. Charts.Keys];

    private static readonly Dictionary<string, Func<Task<string>>> Charts = new()
    {
        ["shares"] = () => RenderAsync<ShareBars>(("Title", Bad), ("Rows", new[] { new ShareRow(Bad, 0.4, 0.3, 0.5) { WorstLow = 0.2, WorstHigh = 0.6, Count = 4, Marker = 0.35 }, new ShareRow("b", null) }), ("Denominator", Bad)),
        ["intervals"] = () => RenderAsync<IntervalsByLabel>(("Title", Bad), ("Rows", new[] { new IntervalRow(Bad, "precision", 0.4, 0.3, 0.5, Bad), new IntervalRow(Bad, "recall", null, null, null) }), ("Reference", 0.5)),
        ["confusion"] = () => RenderAsync<ConfusionHeatMap>(("Title", Bad), ("Rows", new[] { Bad, "b" }), ("Columns", new[] { Bad, "b", "(no label)" }), ("Counts", new double[][] { [3, 1, 0], [0, 2, 1] })),
        ["reliability"] = () => RenderAsync<ReliabilityDiagram>(("Title", Bad), ("Bins", new[] { new ReliabilityBin(0.8, 0.9, 10, 0.85, 0.7) }), ("Note", Bad)),
        ["coverage"] = () => RenderAsync<CoverageAccuracyCurve>(("Title", Bad), ("Points", CoverageCurve.Of([0.9, 0.9, 0.8, 0.3], [true, true, false, true]).Points), ("Target", 0.95), ("Note", Bad)),
        ["time"] = () => RenderAsync<SharesOverTime>(
            ("Title", Bad), ("Periods", new[] { new PeriodCounts(Bad, new Dictionary<string, long> { [Bad] = 3 }), new PeriodCounts("empty", new Dictionary<string, long>()) }), ("Labels", new[] { Bad }),
            ("Tones", LabelTones.Of([Bad]))),
        ["states"] = () => RenderAsync<StatesBar>(("Title", Bad), ("States", new StateCounts { Labelled = 5, Refused = 1 })),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chart_is_encoded_has_a_table_and_keeps_to_a_strict_content_security_policy(string name)
    {
        var html = await Charts[name]();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("<table", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)\\sstyle=|\\son\\w+=|NaN|Infinity", html);
        Assert.Equal(name != "confusion", html.Contains("role=\"img\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_to_show_is_no_error()
    {
        Assert.Contains("<figure", await RenderAsync<SharesOverTime>(("Title", "t"), ("Periods", Array.Empty<PeriodCounts>()), ("Labels", Array.Empty<string>()), ("Tones", LabelTones.Of([]))), StringComparison.Ordinal);
        Assert.Contains("<figure", await RenderAsync<CoverageAccuracyCurve>(("Title", "t"), ("Points", Array.Empty<CoveragePoint>())), StringComparison.Ordinal);
        Assert.Contains("<figure", await RenderAsync<StatesBar>(("Title", "t"), ("States", new StateCounts())), StringComparison.Ordinal);
        Assert.Contains("<figure", await RenderAsync<ReliabilityDiagram>(("Title", "t"), ("Bins", Array.Empty<ReliabilityBin>())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_leads_where_the_page_says()
    {
        var html = await RenderAsync<ConfusionHeatMap>(
            ("Title", "t"), ("Rows", new[] { "a", "b" }), ("Columns", new[] { "a", "b" }), ("Counts", new double[][] { [3, 1], [0, 2] }),
            ("Link", (Func<string, string, string?>)((r, c) => r == c ? null : $"/audit?pair={r},{c}")));
        Assert.Contains("<a href=\"/audit?pair=a,b\">1</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("pair=b,a", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scale_diverges_and_what_stands_off_it_has_another_hue()
    {
        var tones = LabelTones.Of(new Dimension
        {
            Name = "s",
            Title = "s",
            Ordinal = true,
            Labels =
            [
                new() { Name = "negative", Definition = "" }, new() { Name = "neutral", Definition = "" }, new() { Name = "positive", Definition = "" },
                new() { Name = "mixed", Definition = "", OffScale = true }, new() { Name = "unclear", Definition = "", Kind = LabelKind.Unclear },
            ],
        });
        Assert.Equal(["tone-s0", "tone-s3", "tone-s6", "tone-3", "tone-unclear"], tones.Values);
    }

    [Fact]
    public void Undefined_figures_are_dashes_and_bounds_stay_within_a_whole()
    {
        Assert.Equal("–", ChartFormat.Percent(double.NaN));
        Assert.Equal("–", ChartFormat.Range(null, 1));
        Assert.Equal("0.0–100.0 %", ChartFormat.Range(-0.2, 1.3));
        Assert.Equal("100%", ChartFormat.At(7));
    }

    private static async Task<string> RenderAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)))).ToHtmlString());
    }
}
