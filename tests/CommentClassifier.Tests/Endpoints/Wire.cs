using CommentClassifier.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace CommentClassifier.Tests.Endpoints;

/// <summary>An endpoint whose server is scripted answer by answer.</summary>
internal sealed class Wire : IDisposable
{
    public const string Completion =
        """{"id":"c","model":"m-1","system_fingerprint":"fp","choices":[{"index":0,"message":{"role":"assistant","content":"{\"results\":[]}","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":2}}}""";

    private readonly ServiceProvider services;
    private readonly ChatEndpoint endpoint;
    private readonly List<IResponseBuilder> script = [];

    public Wire(Func<EndpointOptions, EndpointOptions>? settings = null, Func<string, string?>? keys = null, TimeProvider? time = null, Dialect? remembered = null)
    {
        var collection = new ServiceCollection().AddLogging(l => l.AddProvider(Log).SetMinimumLevel(LogLevel.Trace)).AddEndpoints(keys ?? (_ => null));
        if (time is not null)
        {
            collection.AddSingleton(time);
        }

        services = collection.BuildServiceProvider();
        var options = new EndpointOptions { Name = "wire", BaseUrl = Server.Url! };
        var known = remembered is null ? null : new DialectRecord(EndpointAddress.Parse(options).Uri.ToString(), "m", remembered.ToJson());
        endpoint = services.GetRequiredService<EndpointFactory>().Create(settings?.Invoke(options) ?? options, "m", known, Found.Add);
    }

    public WireMockServer Server { get; } = WireMockServer.Start();

    public LogList Log { get; } = new();

    public List<DialectRecord> Found { get; } = [];

    public ChatEndpoint Endpoint
    {
        get
        {
            WriteScript();
            return endpoint;
        }
    }

    public static ChatRequest Question { get; } = new()
    {
        Model = "m",
        SystemText = "Label <b>every</b> comment.",
        UserText = """{"id":"a","text":"Don't — ever — do “this” & that <now>."}""",
        Schema = """{"type":"object"}""",
        SchemaName = "s",
        MaxOutputTokens = 100,
        PromptTokens = 50,
        Temperature = 0,
        Seed = 3,
    };

    public IReadOnlyList<string> Bodies => [.. Server.LogEntries.Select(e => e.RequestMessage.Body!)];

    /// <summary>The next answer; the last one is repeated for ever.</summary>
    public Wire Then(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = Response.Create().WithStatusCode(status).WithBody(body);
        foreach (var (name, value) in headers)
        {
            response = response.WithHeader(name, value);
        }

        return Then(response);
    }

    public Wire Then(IResponseBuilder response)
    {
        script.Add(response);
        return this;
    }

    public Wire ThenAnswers() => Then(200, Completion);

    public Task<ChatOutcome> AskAsync() => Endpoint.AskAsync(Question, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        endpoint.Dispose();
        services.Dispose();
        Server.Dispose();
    }

    private void WriteScript()
    {
        if (script.Count == 1)
        {
            Server.Given(Request.Create().UsingPost()).RespondWith(script[0]);
        }

        for (var i = 0; script.Count > 1 && i < script.Count; i++)
        {
            var given = Server.Given(Request.Create().UsingPost()).InScenario("script");
            given = i == 0 ? given : given.WhenStateIs($"{i}");
            given.WillSetStateTo($"{Math.Min(i + 1, script.Count - 1)}").RespondWith(script[i]); // The last answers for ever.
        }

        script.Clear();
    }
}
