using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CommentClassifier.Host.Tests.Desk;

namespace CommentClassifier.Host.Tests.Api;

public sealed class ApiTests
{
    private static readonly string[] Texts = ["I strongly support this rule.", "I oppose this rule, it is harmful.", "<script>alert(1)</script> I support it.", "I oppose this rule, it is harmful."];

    [Fact]
    public async Task A_docket_goes_in_and_rows_with_labels_come_out()
    {
        await using var service = await RunningService.StartAsync();
        var docket = await service.ImportAsync(Texts);
        var run = await service.QueueAsync(new { docket, prompt = "proposed-rule@v2", model = "offline-keywords", variables = new { rule = "a test rule" } });

        var rest = JsonNode.Parse(await service.RestsAsync(run))!;

        Assert.Equal("done", rest["status"]!.GetValue<string>());
        Assert.Equal(4, rest["states"]!["labelled"]!.GetValue<int>());
        var export = await service.Client.GetStringAsync(new Uri($"api/runs/{run}/export", UriKind.Relative));
        Assert.Equal(4, export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var comment = await service.Client.GetFromJsonAsync<JsonNode>($"api/dockets/{docket}/comments/C-0001");
        Assert.NotEmpty(comment!["labels"]!.AsArray());
    }

    [Fact]
    public async Task An_estimate_says_what_would_be_sent_and_sends_nothing()
    {
        await using var service = await RunningService.StartAsync();
        var docket = await service.ImportAsync(Texts);

        using var answer = await service.Client.PostAsJsonAsync("api/estimate", new { docket, prompt = "proposed-rule@v1" });
        var estimate = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["estimate"]!;

        Assert.Equal(4, estimate["comments"]!.GetValue<int>());
        Assert.Equal(3, estimate["distinctTexts"]!.GetValue<int>());
        Assert.Equal("[]", await service.Client.GetStringAsync(new Uri("api/runs", UriKind.Relative)));
    }

    [Theory]
    [InlineData("api/dockets/none", HttpStatusCode.NotFound)]
    [InlineData("api/runs/r-none", HttpStatusCode.NotFound)]
    [InlineData("api/nothing", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_a_problem_document(string address, HttpStatusCode status)
    {
        await using var service = await RunningService.StartAsync();

        using var answer = await service.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("http://evil.example/v1", "gpt")]
    [InlineData("built-in", "gpt")]
    [InlineData(null, "gpt")]
    public async Task An_endpoint_that_is_not_in_the_settings_is_refused(string? endpoint, string model)
    {
        await using var service = await RunningService.StartAsync();
        var docket = await service.ImportAsync(Texts);

        using var answer = await service.Client.PostAsJsonAsync("api/runs", new { docket, prompt = "proposed-rule@v1", model, endpoint });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_run_that_is_done_cannot_be_paused()
    {
        await using var service = await RunningService.StartAsync();
        var run = await service.QueueAsync(new { docket = await service.ImportAsync(Texts), prompt = "proposed-rule@v1" });
        await service.RestsAsync(run);

        using var answer = await service.Client.PostAsync(new Uri($"api/runs/{run}/pause", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task An_upload_beyond_the_limit_is_refused_and_leaves_no_file()
    {
        await using var service = await RunningService.StartAsync(("Upload:MaxBytes", "2048"));
        var before = Directory.GetFiles(Path.GetTempPath(), "comment-classifier-*").Length;
        using var body = new StringContent("comment_id,text\n1," + new string('x', 4000) + "\n", Encoding.UTF8);

        using var answer = await service.Client.PostAsync(new Uri("api/dockets/BIG/import", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Upload:MaxBytes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "comment-classifier-*").Length);
    }

    [Fact]
    public async Task The_document_describes_every_operation_and_health_answers()
    {
        await using var service = await RunningService.StartAsync();

        var document = await service.Client.GetFromJsonAsync<JsonNode>("openapi/v1.json");

        Assert.Contains("/api/runs/{run}/retry-failures", document!["paths"]!.AsObject().Select(p => p.Key));
        Assert.Equal("Healthy", await service.Client.GetStringAsync(new Uri("health", UriKind.Relative)));
        Assert.Equal("Healthy", await service.Client.GetStringAsync(new Uri("health/ready", UriKind.Relative)));
    }
}
