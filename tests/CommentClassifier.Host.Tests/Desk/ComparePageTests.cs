using Microsoft.Playwright;

namespace CommentClassifier.Host.Tests.Desk;

public sealed class ComparePageTests(JudgementDesk desk, Browser browser) : IClassFixture<JudgementDesk>, IClassFixture<Browser>
{
    [Fact]
    public async Task Two_runs_are_chosen_and_compared_with_a_plain_sentence_and_each_flip_leads_to_its_text()
    {
        var page = await browser.OpenAsync(desk.Service.Address);
        var complaints = JudgementDesk.Complaints(page);
        await page.GotoAsync("compare");
        await page.CheckAsync($"#r-{desk.Runs.V1.Id}");
        await page.CheckAsync($"#r-{desk.Runs.V2.Id}");
        await page.ClickAsync("button:text-is('Compare')");
        await Assertions.Expect(page.Locator("h2#all")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        Assert.Contains($"run={desk.Runs.V1.Id}", page.Url, StringComparison.Ordinal);
        await page.ClickAsync("a:text-is('Transparency of training data')");
        await Assertions.Expect(page.Locator("h2#one")).ToHaveTextAsync("Transparency of training data");
        await Assertions.Expect(page.Locator("p.real")).ToContainTextAsync("chance alone would rarely make a difference this large");
        Assert.Equal(2, await page.Locator("table.heat").CountAsync());
        Assert.True(await page.Locator(".diff ins, .change ins").CountAsync() > 0);
        var flip = page.Locator("[aria-label^='Flips'] tbody a").First;
        var comment = await flip.InnerTextAsync();
        await flip.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(comment);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task One_run_alone_asks_for_another()
    {
        var page = await browser.OpenAsync(desk.Service.Address);
        await page.GotoAsync($"compare?run={desk.Runs.V1.Id}");
        await Assertions.Expect(page.Locator(".empty")).ToContainTextAsync("Choose two or more runs");
    }
}
