using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CommentClassifier.Tests.Storage;

/// <summary>An empty store for each test, on the database the subclass names: every test here runs on both.</summary>
public abstract class StoreTest(PostgresFixture? postgres) : IAsyncLifetime
{
    protected static readonly DocketId Docket = new("TEST-2026-0001");
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"cc-store-{Guid.NewGuid():N}");

    protected Store Store { get; private set; } = null!;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    protected string Connection { get; private set; } = "";

    protected string Folder => folder;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        Connection = postgres is null ? Path.Combine(folder, "store.db") : await postgres.CreateDatabaseAsync();
        Store = await Store.OpenAsync(Connection, Time);
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static ImportRow Row(string id, string text, string? tracking = null, CommentContent content = CommentContent.Readable) => new(
        new Comment
        {
            Id = new(id),
            RawText = text,
            Text = text,
            Content = content,
            TrackingNumber = tracking,
            Row = 1,
            WithdrawnReason = content == CommentContent.Withdrawn ? "asked for it" : null,
        },
        $"fp:{text}", Math.Max(1, text.Length / 4), false);

    internal static ImportRow Withdrawn(string id, string? tracking = null) => Row(id, "", tracking, CommentContent.Withdrawn);

    internal Task<ImportTally> ImportAsync(params IEnumerable<ImportRow> rows) => Store.Dockets.ImportAsync(Docket, rows.ToAsyncEnumerable());

    internal static RunSpec Spec(string model = "m", string rule = "x") => new()
    {
        Docket = Docket,
        Prompt = "p@v1",
        PromptHash = "abc",
        Variables = new Dictionary<string, string> { ["rule"] = rule, ["a"] = "b" },
        Model = model,
        Endpoint = "http://127.0.0.1:1/v1",
    };

    internal async Task<RunId> RunAsync(RunSelection? selection = null)
    {
        var run = await Store.Runs.OpenAsync(Spec(), RunKind.Model);
        await Store.Runs.SelectAsync(run.Id, selection ?? new());
        return run.Id;
    }

    internal async Task<PlannedRequest> PlanAsync(
        RunId run, IEnumerable<WorkItem> items, RequestPurpose purpose = RequestPurpose.Label, decimal usd = 0.25m)
    {
        var request = new PlannedRequest
        {
            Id = Guid.CreateVersion7(),
            Purpose = purpose,
            Members = [.. items.Select((item, i) => new RequestMember(item.Id, $"a{i}", i))],
            BodyHash = "hash",
            ReservedPromptTokens = 100,
            ReservedCompletionTokens = 50,
            ReservedUsd = usd,
            Owner = "me",
            PlannedAt = Time.GetUtcNow(),
        };
        await Store.Runs.PlanAsync(run, [request]);
        return request;
    }

    internal SettledRequest Settled(PlannedRequest request, CommentState state = CommentState.Labelled, string label = "oppose") => new()
    {
        Id = request.Id,
        Outcomes = [.. request.Members.Select(m => new MemberOutcome(
            m.Text, state, 0, state == CommentState.Labelled ? null : "because",
            state == CommentState.Labelled ? [new AssignedLabel("stance", label, 0.9, new TextSpan(0, 3))] : []))],
        Reply = "{\"results\":[]}",
        PromptTokens = 90,
        CompletionTokens = 20,
        Usd = 0.1m,
        Model = "m-2026",
        Fingerprint = "fp_1",
        HttpAttempts = 1,
        Latency = TimeSpan.FromMilliseconds(200),
        SettledAt = Time.GetUtcNow(),
    };

    internal async Task LabelAllAsync(RunId run, CommentState state = CommentState.Labelled)
    {
        var items = await Store.Runs.PendingAsync(run).ToListAsync();
        await Store.Runs.SettleAsync(run, [Settled(await PlanAsync(run, items), state)]);
    }

    internal async Task<StateCounts> StatesAsync(RunId run)
    {
        var summary = await Store.Runs.SummaryAsync(run);
        Assert.Equal(summary.Comments, summary.States.Total);
        Assert.Equal((await Store.Dockets.FindAsync(Docket))!.Comments, summary.DocketStates.Total);
        return summary.States;
    }
}
