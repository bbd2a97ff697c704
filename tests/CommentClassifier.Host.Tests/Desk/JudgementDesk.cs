using CommentClassifier.Dockets;
using CommentClassifier.Host.Tests.Commands;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Runs;
using Microsoft.Playwright;

namespace CommentClassifier.Host.Tests.Desk;

/// <summary>A service with the fixture docket, its coded comments and two finished runs; the pages of judgement are tried on it.</summary>
public sealed class JudgementDesk : IAsyncLifetime
{
    public const string Docket = "DEMO-2026-0001";

    private RunningService? service;

    internal RunningService Service => service!;

    /// <summary>The run of the prompt's first version, and of its second.</summary>
    internal (RunRecord V1, RunRecord V2) Runs { get; private set; }

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        await ImportAsync(service);
        await LabelsAsync(service);
        Runs = (await RunAsync(service, "ai-copyright@v1"), await RunAsync(service, "ai-copyright@v2"));
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            await service.DisposeAsync();
        }
    }

    internal static async Task ImportAsync(RunningService service)
    {
        using var body = new StringContent(await File.ReadAllTextAsync(Cli.Fixture("ai-copyright", "docket.csv")));
        using var answer = await service.Client.PostAsync(new Uri($"api/dockets/{Docket}/import", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    internal static Task LabelsAsync(RunningService service) =>
        new LabelImporter(service.Store, null, TimeProvider.System).ImportAsync(Cli.Fixture("ai-copyright", "labels.csv"), new DocketId(Docket));

    internal static async Task<RunRecord> RunAsync(RunningService service, string prompt)
    {
        var run = await service.QueueAsync(new { docket = Docket, prompt, model = RunPlanner.OfflineModel });
        await service.RestsAsync(run);
        return (await service.Store.Runs.FindAsync(run))!;
    }

    internal static async Task<string> SampleAsync(RunningService service, int size, ulong seed = 1) =>
        (await SampleDrawing.DrawAsync(service.Store, new SampleOrder(new DocketId(Docket), size, seed) { Dimensions = ["overall"] }, TimeProvider.System)).Id;

    /// <summary>A key of a person with that role.</summary>
    internal static async Task<string> KeyAsync(RunningService service, string name, string role)
    {
        await service.Store.Users.SaveAsync(name, role);
        return await service.Store.Users.CreateKeyAsync(name, "test");
    }

    /// <summary>Makes every request of the page the person's.</summary>
    internal static Task SignInAsync(IPage page, string key) =>
        page.SetExtraHTTPHeadersAsync([KeyValuePair.Create("X-Api-Key", key)]);

    /// <summary>Presses a key and waits until another item is there.</summary>
    internal static async Task PressOnAsync(IPage page, string key)
    {
        var item = await ItemAsync(page);
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync("old => (document.querySelector('[data-item]')?.dataset.item ?? '') !== old", item);
    }

    internal static async Task<string> ItemAsync(IPage page) => await page.Locator("[data-item]").GetAttributeAsync("data-item") ?? "";

    /// <summary>Collects what the page complains of: a policy that forbids its own parts would show here.</summary>
    internal static List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += (_, dialog) => complaints.Add($"dialog: {dialog.Message}");
        return complaints;
    }
}
