using System.Net;
using System.Text.Json.Nodes;
using CommentClassifier.Host.Tests.Desk;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Tests.Worker;

public sealed class RunWorkerTests
{
    private static IEnumerable<string> Texts(int count) => Enumerable.Range(1, count).Select(i => $"Comment number {i}: I support this rule because of reason {i * 7}.");

    [Fact]
    public async Task Several_runs_are_all_brought_to_their_end()
    {
        await using var service = await RunningService.StartAsync(("Worker:ActiveRuns", "1"), ("Worker:SliceSeconds", "1"));
        var docket = await service.ImportAsync(Texts(40));
        var first = await service.QueueAsync(new { docket, prompt = "proposed-rule@v1", batch = 1 });
        var second = await service.QueueAsync(new { docket, prompt = "proposed-rule@v2", batch = 1 });

        Assert.Equal("done", JsonNode.Parse(await service.RestsAsync(first))!["status"]!.GetValue<string>());
        Assert.Equal("done", JsonNode.Parse(await service.RestsAsync(second))!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_paused_run_rests_and_a_resumed_one_goes_on()
    {
        await using var service = await RunningService.StartAsync();
        var docket = await service.ImportAsync(Texts(400));
        var run = await service.QueueAsync(new { docket, prompt = "proposed-rule@v2", batch = 1 });

        using (var answer = await service.Client.PostAsync(new Uri($"api/runs/{run}/pause", UriKind.Relative), null))
        {
            // A very fast machine may be done by now; then there is nothing to pause.
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Conflict);
        }

        await service.RestsAsync(run);
        using (await service.Client.PostAsync(new Uri($"api/runs/{run}/resume", UriKind.Relative), null))
        {
        }

        var rest = JsonNode.Parse(await service.RestsAsync(run))!;
        Assert.Equal("done", rest["status"]!.GetValue<string>());
        Assert.Equal(400, rest["states"]!["labelled"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_run_that_was_running_when_the_service_stopped_goes_on_when_it_starts_again()
    {
        var service = await RunningService.StartAsync();
        var docket = await service.ImportAsync(Texts(400));
        var run = await service.QueueAsync(new { docket, prompt = "proposed-rule@v2", batch = 1 });

        await using var again = await service.RestartAsync();

        var rest = JsonNode.Parse(await again.RestsAsync(run))!;
        Assert.Equal("done", rest["status"]!.GetValue<string>());
        Assert.Equal(400, rest["states"]!["labelled"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_run_left_running_by_a_killed_worker_is_taken_up()
    {
        await using var service = await RunningService.StartAsync();
        var docket = await service.ImportAsync(Texts(10));
        var run = await service.QueueAsync(new { docket, prompt = "proposed-rule@v2" });
        await service.RestsAsync(run);

        await service.Store.Runs.ReopenFailuresAsync(new RunId(run), [CommentState.Invalid]);
        await service.Store.Runs.SetStatusAsync(new RunId(run), RunStatus.Running);

        Assert.Equal("done", JsonNode.Parse(await service.RestsAsync(run))!["status"]!.GetValue<string>());
    }
}
