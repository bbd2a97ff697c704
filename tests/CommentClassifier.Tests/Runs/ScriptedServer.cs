using System.Text.Json;
using System.Text.Json.Nodes;
using CommentClassifier.Labels;
using CommentClassifier.Prompts;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;
using WireMock.Util;

namespace CommentClassifier.Tests.Runs;

/// <summary>A server on loopback whose replies a test writes, with the comments of each request at hand.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly WireMockServer server = WireMockServer.Start();
    private readonly Lock gate = new();
    private int calls;

    /// <summary>Answers every request by <paramref name="reply"/>: the number of the call from 1, and the comments asked for.</summary>
    public ScriptedServer(Func<int, IReadOnlyList<AskedItem>, string> reply, string finishReason = "stop", bool losesFirst = false)
    {
        var asked = Request.Create().WithPath("/v1/chat/completions").UsingPost();
        if (losesFirst)
        {
            server.Given(asked).InScenario("lost").WillSetStateTo("found").RespondWith(Response.Create().WithFault(FaultType.EMPTY_RESPONSE));
        }

        var given = losesFirst ? server.Given(asked).InScenario("lost").WhenStateIs("found") : server.Given(asked);
        given.RespondWith(Response.Create().WithCallback(request =>
        {
            var items = Comments(request);
            int call;
            lock (gate)
            {
                call = ++calls;
                Batches.Add(items.Count);
            }

            return Completion(reply(call, items), finishReason);
        }));
    }

    public string BaseUrl => server.Url + "/v1";

    /// <summary>Requests that arrived, answered or not.</summary>
    public int Calls => server.LogEntries.Count;

    /// <summary>How many comments each request carried, in the order of arrival.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>A valid item that opposes, quoting the text.</summary>
    public static JsonObject Opposes(AskedItem item) => new()
    {
        ["id"] = item.Alias,
        ["sentiment"] = Label("negative", item.Text),
        ["stance"] = Label("oppose", item.Text),
    };

    /// <summary>A reply with these items.</summary>
    public static string Results(IEnumerable<JsonObject> items) => new JsonObject { ["results"] = new JsonArray([.. items]) }.ToJsonString();

    /// <summary>A valid reply.</summary>
    public static string Valid(IReadOnlyList<AskedItem> items) => Results(items.Select(Opposes));

    public void Dispose() => server.Dispose();

    private static JsonObject Label(string label, string text) => new() { ["quote"] = text[..12], ["label"] = label, ["confidence"] = 0.9 };

    private static IReadOnlyList<AskedItem> Comments(IRequestMessage request)
    {
        using var body = JsonDocument.Parse(request.Body!);
        var user = body.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
        return UserMessage.Parse(user)!;
    }

    private static ResponseMessage Completion(string content, string finishReason) => new()
    {
        StatusCode = 200,
        Headers = new Dictionary<string, WireMockList<string>> { ["Content-Type"] = new("application/json") },
        BodyData = new BodyData
        {
            DetectedBodyType = BodyType.String,
            BodyAsString = new JsonObject
            {
                ["model"] = "m-2026",
                ["system_fingerprint"] = "fp_1",
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["finish_reason"] = finishReason,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content },
                }),
                ["usage"] = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 20 },
            }.ToJsonString(),
        },
    };
}
