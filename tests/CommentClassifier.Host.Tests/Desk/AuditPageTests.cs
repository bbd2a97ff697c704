using System.Net;
using System.Net.Http.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using Microsoft.Playwright;

namespace CommentClassifier.Host.Tests.Desk;

public sealed class AuditPageTests(JudgementDesk desk, Browser browser) : IClassFixture<JudgementDesk>, IClassFixture<Browser>
{
    private RunRecord Run => desk.Runs.V2;

    [Fact]
    public async Task Ten_disagreements_are_judged_by_keyboard_and_each_verdict_is_kept()
    {
        var page = await browser.OpenAsync(desk.Service.Address);
        var complaints = JudgementDesk.Complaints(page);
        await page.GotoAsync($"audit/{Run.Id}?controls=0&dimension=training_consent");
        var first = await JudgementDesk.ItemAsync(page);
        for (var i = 0; i < 10; i++)
        {
            if (i == 3)
            {
                await page.Keyboard.PressAsync("n");
                await page.Keyboard.TypeAsync("1 and 2 are typed here and judge nothing");
                await page.Keyboard.PressAsync("Escape");
            }

            await JudgementDesk.PressOnAsync(page, i % 2 == 0 ? "1" : "2");
            Assert.Equal("", await page.Locator("#note").InputValueAsync());
            Assert.Equal(await JudgementDesk.ItemAsync(page), await page.EvaluateAsync<string>("() => document.activeElement.dataset.item"));
        }

        var verdicts = (await desk.Service.Store.Verdicts.ListAsync(Run.Id, ct: TestContext.Current.CancellationToken)).Where(v => v.Dimension == "training_consent").ToList();
        Assert.Equal(10, verdicts.Count);
        Assert.Equal(5, verdicts.Count(v => v.Kind == VerdictKind.ModelRight));
        Assert.All(verdicts, v => Assert.NotNull(v.AdjudicatedLabel));
        Assert.Equal("1 and 2 are typed here and judge nothing", Assert.Single(verdicts, v => v.Note is not null).Note);
        var settled = await desk.Service.Store.Verdicts.AdjudicatedAsync(new DocketId(JudgementDesk.Docket), TestContext.Current.CancellationToken);
        Assert.Equal(10, settled.Count(a => a.Dimension == "training_consent"));

        await JudgementDesk.PressOnAsync(page, "k");
        await JudgementDesk.PressOnAsync(page, "j");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GotoAsync($"audit/{Run.Id}?controls=0&dimension=training_consent&item={Uri.EscapeDataString(first)}");
        await Assertions.Expect(page.Locator(".former")).ToContainTextAsync("Human right");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Without_script_a_verdict_is_an_ordinary_form_and_the_next_item_its_answer()
    {
        var page = await browser.OpenAsync(desk.Service.Address, script: false);
        await page.GotoAsync($"audit/{Run.Id}?controls=0&dimension=compensation");
        var first = await JudgementDesk.ItemAsync(page);
        await page.FillAsync("#note", "=2+5");
        await page.ClickAsync("button[value=codebook-gap]");
        Assert.NotEqual(first, await JudgementDesk.ItemAsync(page));
        Assert.Contains("dimension=compensation", page.Url, StringComparison.Ordinal);
        var record = await desk.Service.Client.GetStringAsync(new Uri($"api/runs/{Run.Id}/audit.csv", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("codebook-gap,,'=2+5,", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreeing_items_are_mixed_in_and_the_accuracy_has_an_interval()
    {
        var items = await AuditSource.ItemsAsync(desk.Service.Store, Run, TestContext.Current.CancellationToken);
        var queue = AuditQueue.Of(items, new AuditFilter { Dimension = "output_protection", ControlShare = 0.5 });
        foreach (var agrees in new[] { true, true, false, false })
        {
            var item = AuditQueue.Of(await AuditSource.ItemsAsync(desk.Service.Store, Run, TestContext.Current.CancellationToken), new AuditFilter { Dimension = "output_protection", ControlShare = 0.5 })
                .Open.First(i => i.Agrees == agrees);
            await AuditVerdicts.GiveAsync(desk.Service.Store, Run, new VerdictOrder(item.Comment, item.Dimension, agrees ? VerdictKind.Agreed : VerdictKind.ModelRight, "tester"), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var page = await browser.OpenAsync(desk.Service.Address);
        await page.GotoAsync($"audit/{Run.Id}?controls=50&dimension=output_protection");
        await Assertions.Expect(page.Locator(".progressline")).ToContainTextAsync($"4 of {queue.Items.Count} decided");
        await Assertions.Expect(page.Locator(".progressline")).ToContainTextAsync("95 %)");
    }

    [Fact]
    public async Task A_viewer_reads_and_cannot_judge()
    {
        var key = await JudgementDesk.KeyAsync(desk.Service, "audit-viewer", "viewer");
        using var page = new HttpRequestMessage(HttpMethod.Get, $"audit/{Run.Id}");
        page.Headers.Add("X-Api-Key", key);
        using var shown = await desk.Service.Client.SendAsync(page, TestContext.Current.CancellationToken);
        var html = await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.DoesNotContain("name=\"verdict\"", html, StringComparison.Ordinal);
        using var verdict = new HttpRequestMessage(HttpMethod.Post, $"api/runs/{Run.Id}/audit") { Content = JsonContent.Create(new { commentId = "x", dimension = "overall", verdict = "agreed" }) };
        verdict.Headers.Add("X-Api-Key", key);
        using var refused = await desk.Service.Client.SendAsync(verdict, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_script_gives_a_verdict_over_the_api_and_a_wrong_one_is_explained()
    {
        var queue = await desk.Service.Client.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>($"api/runs/{Run.Id}/audit?dimension=liability", TestContext.Current.CancellationToken);
        var item = queue!["items"]!.AsArray().First(i => !i!["agrees"]!.GetValue<bool>())!;
        using var wrong = await desk.Service.Client.PostAsJsonAsync($"api/runs/{Run.Id}/audit", new { commentId = item["commentId"]!.GetValue<string>(), dimension = "liability", verdict = "agreed" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("disagree on", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var right = await desk.Service.Client.PostAsJsonAsync($"api/runs/{Run.Id}/audit", new { commentId = item["commentId"]!.GetValue<string>(), dimension = "liability", verdict = "human-right" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }
}
