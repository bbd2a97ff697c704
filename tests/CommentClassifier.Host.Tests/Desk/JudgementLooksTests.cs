using Microsoft.Playwright;

namespace CommentClassifier.Host.Tests.Desk;

/// <summary>Every page of judgement at 1280 and 390, light and dark: axe finds nothing, nothing is too wide, and a picture is kept.</summary>
public sealed class JudgementLooksTests(JudgementDesk desk, Browser browser) : IClassFixture<JudgementDesk>, IClassFixture<Browser>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "audit-runs", "audit" }, { "audit", "audit/{v2}?dimension=training_consent" }, { "audit-filtered", "audit/{v2}?human=consent_required&model=not_addressed" },
        { "coding", "coding" }, { "coding-sample", "coding/{sample}?run={v2}" }, { "coding-blind", "coding/{sample}/code?codebook=ai-copyright@v2" },
        { "adjudicate", "coding/{sample}/adjudicate" }, { "compare-choose", "compare" }, { "compare", "compare?run={v1}&run={v2}&dimension=transparency" },
        { "results-runs", "results" }, { "results", "results/{v2}?dimension=overall" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_readable_at_both_widths_and_in_both_schemes(string name, string address)
    {
        var sample = await JudgementDesk.SampleAsync(desk.Service, 60, seed: 5);
        address = address.Replace("{v1}", desk.Runs.V1.Id.Value, StringComparison.Ordinal).Replace("{v2}", desk.Runs.V2.Id.Value, StringComparison.Ordinal).Replace("{sample}", sample, StringComparison.Ordinal);
        var found = new List<string>();
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (390, ColorScheme.Light), (1280, ColorScheme.Dark), (390, ColorScheme.Dark) })
        {
            var page = await browser.OpenAsync(desk.Service.Address, width, scheme: scheme);
            await page.GotoAsync(address, new PageGotoOptions { Timeout = 90_000 });
            try
            {
                await Browser.CheckAsync(page, $"{name}-{width}-{(scheme == ColorScheme.Dark ? "dark" : "light")}");
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                found.Add(failure.Message);
            }

            await page.Context.CloseAsync();
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
