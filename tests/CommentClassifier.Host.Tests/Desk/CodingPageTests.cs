using System.Net;
using System.Text.RegularExpressions;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using Microsoft.Playwright;

namespace CommentClassifier.Host.Tests.Desk;

public sealed partial class CodingPageTests(JudgementDesk desk, Browser browser) : IClassFixture<JudgementDesk>, IClassFixture<Browser>
{
    private static readonly DocketId Docket = new(JudgementDesk.Docket);

    [Fact]
    public async Task Nothing_that_a_model_or_another_coder_said_reaches_a_coders_browser()
    {
        // The page is the same, byte for byte, before and after a run and two coders labelled the sample.
        await using var fresh = await RunningService.StartAsync();
        await JudgementDesk.ImportAsync(fresh);
        var sample = await JudgementDesk.SampleAsync(fresh, 20);
        var before = await PageAsync(fresh, sample);
        await JudgementDesk.RunAsync(fresh, "ai-copyright@v2");
        await JudgementDesk.LabelsAsync(fresh);
        var after = await PageAsync(fresh, sample);
        Assert.Contains("data-item", before, StringComparison.Ordinal);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Ten_comments_are_coded_blind_by_keyboard_as_a_second_coder()
    {
        var sample = await JudgementDesk.SampleAsync(desk.Service, 10, seed: 7);
        var page = await browser.OpenAsync(desk.Service.Address);
        await JudgementDesk.SignInAsync(page, await JudgementDesk.KeyAsync(desk.Service, "second", "coder"));
        var complaints = JudgementDesk.Complaints(page);
        await page.GotoAsync($"coding/{sample}/code?codebook=ai-copyright@v2");
        for (var i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync("2");
            await page.Keyboard.PressAsync("1");
            await page.Keyboard.PressAsync("0");
            await JudgementDesk.PressOnAsync(page, "r");
        }

        await Assertions.Expect(page.Locator(".notice.good")).ToContainTextAsync("coded every comment");
        var labels = (await desk.Service.Store.Humans.MatrixAsync(Docket, ct: TestContext.Current.CancellationToken)).Where(h => h.Coder == "second").ToList();
        Assert.Equal(10, labels.Select(l => l.Comment).Distinct().Count());
        Assert.All(labels.Where(l => l.Dimension == "sentiment"), l => Assert.Equal("neutral", l.Label));
        Assert.All(labels.Where(l => l.Dimension == "training_consent"), l => Assert.Equal("consent_required", l.Label));
        Assert.All(labels.Where(l => l.Dimension is "compensation" or "overall"), l => Assert.Equal("not_addressed", l.Label));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Without_script_a_missing_label_is_said_and_nothing_is_lost()
    {
        var sample = await JudgementDesk.SampleAsync(desk.Service, 5, seed: 11);
        var page = await browser.OpenAsync(desk.Service.Address, script: false);
        await JudgementDesk.SignInAsync(page, await JudgementDesk.KeyAsync(desk.Service, "third", "coder"));
        await page.GotoAsync($"coding/{sample}/code?codebook=ai-copyright@v2");
        var item = await JudgementDesk.ItemAsync(page);
        await page.CheckAsync("input[name='label.overall'][value=mixed]");
        await page.ClickAsync("button[name=rest]");
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("Choose a label for Sentiment");
        Assert.True(await page.IsCheckedAsync("input[name='label.overall'][value=mixed]"));
        await page.CheckAsync("input[name='label.sentiment'][value=unclear]");
        await page.ClickAsync("button[name=rest]");
        Assert.NotEqual(item, await JudgementDesk.ItemAsync(page));
        Assert.Contains(await desk.Service.Store.Humans.MatrixAsync(Docket, ct: TestContext.Current.CancellationToken), h => h is { Coder: "third", Dimension: "overall", Label: "mixed" });
    }

    [Fact]
    public async Task A_comment_that_is_a_script_is_read_and_not_run()
    {
        var sample = await JudgementDesk.SampleAsync(desk.Service, 1000, seed: 13);
        var hostile = (await desk.Service.Store.Comments.SearchAsync(Docket, "script alert", ct: TestContext.Current.CancellationToken)).Lines[0];
        var page = await browser.OpenAsync(desk.Service.Address);
        var complaints = JudgementDesk.Complaints(page);
        await page.GotoAsync($"coding/{sample}/code?codebook=ai-copyright@v2&item={Uri.EscapeDataString(hostile.Id.Value)}");
        await Assertions.Expect(page.Locator(".reading .text")).ToContainTextAsync("<script>alert(");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Keys_judge_nothing_while_their_list_is_open_or_when_they_are_switched_off()
    {
        var sample = await JudgementDesk.SampleAsync(desk.Service, 4, seed: 17);
        var page = await browser.OpenAsync(desk.Service.Address);
        await page.GotoAsync($"coding/{sample}/code?codebook=ai-copyright@v2");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("1");
        Assert.Equal(0, await page.Locator("form[data-coding] input:checked").CountAsync());
        await page.UncheckAsync("[data-keys-switch]");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("1");
        Assert.Equal(0, await page.Locator("form[data-coding] input:checked").CountAsync());
        await page.EvaluateAsync("() => localStorage.clear()");
        await page.Keyboard.PressAsync("1");
        Assert.Equal(1, await page.Locator("form[data-coding] input:checked").CountAsync());
    }

    [Fact]
    public void Each_coder_has_an_order_of_their_own_and_finds_it_again()
    {
        var comments = Enumerable.Range(0, 50).Select(i => new CommentId($"C-{i}")).ToList();
        var anna = CodingSheet.Shuffled("s", "anna", comments);
        Assert.Equal(anna, CodingSheet.Shuffled("s", "anna", Enumerable.Reverse(comments)));
        Assert.NotEqual(anna, CodingSheet.Shuffled("s", "ben", comments));
        Assert.NotEqual(comments, anna);
        Assert.Equal(comments.Order(Comparer<CommentId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))), anna.Order(Comparer<CommentId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))));
    }

    [Fact]
    public async Task Where_coders_differ_an_analyst_settles_it_and_agreement_stands_beside_the_models()
    {
        var sample = await JudgementDesk.SampleAsync(desk.Service, 120, seed: 3);
        var open = (await CoderDisagreement.OfAsync(desk.Service.Store, (await desk.Service.Store.Samples.FindAsync(sample, TestContext.Current.CancellationToken))!, TestContext.Current.CancellationToken)).Where(d => d.Settled is null).ToList();
        var page = await browser.OpenAsync(desk.Service.Address);
        await JudgementDesk.SignInAsync(page, await JudgementDesk.KeyAsync(desk.Service, "judge", "analyst"));
        await page.GotoAsync($"coding/{sample}/adjudicate");
        await JudgementDesk.PressOnAsync(page, "1");
        await JudgementDesk.PressOnAsync(page, "2");
        var settled = (await desk.Service.Store.Verdicts.AdjudicatedAsync(Docket, TestContext.Current.CancellationToken)).Where(a => a.Coder == "judge").ToList();
        Assert.Equal(2, settled.Count);
        Assert.Contains(settled, a => a.Label == open[0].Coders[0].Label);
        await page.GotoAsync($"coding/{sample}?run={desk.Runs.V2.Id}");
        await Assertions.Expect(page.Locator("h2#agreement")).ToBeVisibleAsync();
        Assert.Matches(@"\d\.\d\d \(", await page.Locator("section[aria-labelledby=agreement] table").InnerTextAsync());
    }

    [Fact]
    public async Task An_analyst_draws_a_stratified_sample_and_a_coder_cannot()
    {
        var page = await browser.OpenAsync(desk.Service.Address);
        await page.GotoAsync("coding");
        await page.FillAsync("#s-size", "30");
        await page.FillAsync("#s-seed", "42");
        await page.SelectOptionAsync("#s-by", $"{desk.Runs.V2.Id}/overall");
        await page.ClickAsync("button:text-is('Draw')");
        await page.WaitForURLAsync("**/coding/DEMO-2026-0001-stratified-30-seed42");
        var items = await desk.Service.Store.Samples.ItemsAsync("DEMO-2026-0001-stratified-30-seed42", TestContext.Current.CancellationToken);
        Assert.Equal(30, items.Count);
        Assert.All(items, i => Assert.NotNull(i.Weight));

        using var request = new HttpRequestMessage(HttpMethod.Get, "coding");
        request.Headers.Add("X-Api-Key", await JudgementDesk.KeyAsync(desk.Service, "only-coder", "coder"));
        using var shown = await desk.Service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Draw a sample", await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(RunningService service, string sample)
    {
        using var answer = await service.Client.GetAsync(new Uri($"coding/{sample}/code?codebook=ai-copyright@v2", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Token().Replace(await answer.Content.ReadAsStringAsync(), "");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]*\"")]
    private static partial Regex Token();
}
