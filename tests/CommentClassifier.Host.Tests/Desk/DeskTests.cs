using Microsoft.Playwright;

namespace CommentClassifier.Host.Tests.Desk;

public sealed class DeskTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Texts =
    [
        "I strongly support this rule. It is long overdue.", "I oppose this rule, it is harmful to schools.", "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> I oppose it.",
        "I oppose this rule, it is harmful to schools.", "Please keep the status quo. " + string.Join(' ', Enumerable.Repeat("I oppose the change.", 40)),
    ];

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Every_page_can_be_used_by_everyone(int width, ColorScheme scheme)
    {
        await using var service = await RunningService.StartAsync();
        var page = await browser.OpenAsync(service.Address, width, scheme: scheme);
        var errors = Complaints(page);
        var suffix = $"{width}-{scheme}".ToLowerInvariant();
        foreach (var (name, address) in new[] { ("dockets-empty", "dockets"), ("queue-empty", "queue"), ("queue-new-empty", "queue/new"), ("people", "people"), ("sign-in", "sign-in"), ("sign-in-link", "sign-in/abc"), ("api-try", "api/try") })
        {
            await page.GotoAsync(address);
            await Browser.CheckAsync(page, $"{name}-{suffix}");
        }

        var docket = await service.ImportAsync(Texts);
        var run = await service.QueueAsync(new { docket, prompt = "proposed-rule@v2", variables = new { rule = "a test rule" } });
        await service.RestsAsync(run);
        foreach (var (name, address) in new[]
                 {
                     ("dockets", "dockets"), ("docket", $"dockets/{docket}"), ("docket-nothing", $"dockets/{docket}?q=zebra"), ("comment", $"dockets/{docket}/comments/C-0005"), ("queue", "queue"),
                     ("queue-new", $"queue/new?docket={docket}&prompt=proposed-rule%40v2&endpoint=built-in&model=offline-keywords"), ("run", $"queue/{run}"),
                 })
        {
            await page.GotoAsync(address);
            await Browser.CheckAsync(page, $"{name}-{suffix}");
        }

        Assert.Empty(errors);
        await page.GotoAsync("nowhere");
        await Browser.CheckAsync(page, $"not-found-{suffix}");
        await page.GotoAsync("dockets/none");
        await Browser.CheckAsync(page, $"missing-{suffix}");
    }

    [Fact]
    public async Task A_hostile_text_is_shown_and_not_run()
    {
        await using var service = await RunningService.StartAsync();
        var docket = await service.ImportAsync(Texts);
        var page = await browser.OpenAsync(service.Address);

        foreach (var address in new[] { $"dockets/{docket}", $"dockets/{docket}/comments/C-0003" })
        {
            await page.GotoAsync(address);
            Assert.Contains("<script>", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("owned", await page.TitleAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_uploaded_estimated_queued_and_read(bool script)
    {
        await using var service = await RunningService.StartAsync();
        var page = await browser.OpenAsync(service.Address, script: script);
        var errors = Complaints(page);
        await page.GotoAsync("dockets");
        await page.GetByLabel("Docket id").FillAsync("UP-1");
        var csv = "comment_id,text\n" + string.Join('\n', Enumerable.Range(1, 30).Select(i => $"C-{i},I support this rule for reason {i}."));
        await page.GetByLabel("File", new PageGetByLabelOptions { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "up.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("30 imported");

        await page.GetByRole(AriaRole.Link, new() { Name = "Queue a run" }).ClickAsync();
        await page.GetByLabel("Prompt version").SelectOptionAsync("proposed-rule@v2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Estimate" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/queue/r-", StringComparison.Ordinal));
        var run = new Uri(page.Url).Segments[^1];
        await service.RestsAsync(run);
        if (!script)
        {
            await page.ReloadAsync();
        }

        await Assertions.Expect(page.Locator(".chip").First).ToHaveTextAsync("done");
        await Assertions.Expect(page.GetByText("30 of 30")).ToBeVisibleAsync();
        await page.GotoAsync("dockets/UP-1/comments/C-7");
        await Assertions.Expect(page.Locator("mark").First).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_sign_in_link_works_once_and_only_when_its_button_is_pressed()
    {
        await using var service = await RunningService.StartAsync(("SignIn:Required", "true"));
        await service.Store.Users.SaveAsync("maria", "coder");
        var secret = await service.Store.Users.CreateLinkAsync("maria", TimeSpan.FromHours(1));
        using (var scanner = await service.Client.GetAsync(new Uri($"sign-in/{secret}", UriKind.Relative)))
        {
            Assert.True(scanner.IsSuccessStatusCode);
        }

        var page = await browser.OpenAsync(service.Address);
        await page.GotoAsync($"sign-in/{secret}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".who")).ToContainTextAsync("maria");
        await page.GotoAsync("queue/new");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your role does not allow this");

        var other = await browser.OpenAsync(service.Address);
        await other.GotoAsync($"sign-in/{secret}");
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(other.GetByRole(AriaRole.Alert)).ToContainTextAsync("was used");
    }

    // Whatever the content security policy stops, or a script throws, is told on the console.
    private static List<string> Complaints(IPage page)
    {
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        return errors;
    }
}
