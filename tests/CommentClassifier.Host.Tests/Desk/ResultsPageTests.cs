using System.Net;
using Microsoft.Playwright;

namespace CommentClassifier.Host.Tests.Desk;

public sealed class ResultsPageTests(JudgementDesk desk, Browser browser) : IClassFixture<JudgementDesk>, IClassFixture<Browser>
{
    [Fact]
    public async Task The_report_is_downloaded_as_one_file_and_the_rows_as_csv_and_json_lines()
    {
        var page = await browser.OpenAsync(desk.Service.Address);
        var complaints = JudgementDesk.Complaints(page);
        await page.GotoAsync("results");
        await page.ClickAsync($"a:text-is('{desk.Runs.V2.Id}')");
        await Assertions.Expect(page.Locator("h2#questions")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        foreach (var (button, name, needle) in new[] { ("Download report", "-report.html", "Overall direction"), ("CSV", ".csv", "comment_id,state"), ("JSON lines", ".jsonl", "\"promptHash\"") })
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync($"a:text-is('{button}')"));
            Assert.Equal($"{desk.Runs.V2.Id}{name}", download.SuggestedFilename);
            var content = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
            Assert.Contains(needle, content, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", content.Split("</head>")[0], StringComparison.OrdinalIgnoreCase);
        }

        await page.ClickAsync("a:text-is('Sentiment')");
        await Assertions.Expect(page.Locator("h2#one")).ToHaveTextAsync("Sentiment");
        Assert.Contains("dimension=sentiment", page.Url, StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("results/r-nothing")]
    [InlineData("audit/r-nothing")]
    [InlineData("coding/nothing")]
    [InlineData("api/runs/r-nothing/report.html")]
    [InlineData("api/runs/r-nothing/agreement")]
    [InlineData("api/samples/nothing/next")]
    public async Task What_is_not_there_is_a_404(string address)
    {
        using var answer = await desk.Service.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
