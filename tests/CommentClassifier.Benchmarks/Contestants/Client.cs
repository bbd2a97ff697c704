using System.ClientModel;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Endpoints;
using CommentClassifier.Labels;
using CommentClassifier.Prompts;
using OpenAI;
using OpenAI.Chat;

namespace CommentClassifier.Benchmarks.Contestants;

/// <summary>The two plain clients, each in a process of its own: the same question, no store, no validation, no retry of ours.</summary>
internal static class Client
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var texts = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(arguments.Text("--texts", "")))!;
        var prompt = PromptCatalogue.Load(Places.Prompts).Get(arguments.Text("--prompt", ""));
        var rendered = PromptRenderer.Render(prompt, prompt.FrontMatter.Variables.Any(v => v.Name == "rule") ? new Dictionary<string, string> { ["rule"] = "A rule" } : []);
        var url = arguments.Text("--url", "");
        var inFlight = arguments.Number("--in-flight", 64);
        var ask = arguments.Has("--sdk") ? Sdk(url, rendered) : Bare(url, rendered, inFlight);
        var clock = Stopwatch.StartNew();
        var answered = 0;
        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (text, stop) =>
        {
            if (await ask(text, stop))
            {
                Interlocked.Increment(ref answered);
            }
        });
        Console.WriteLine(JsonSerializer.Serialize(new { seconds = clock.Elapsed.TotalSeconds, answered }));
        return 0;
    }

    private static string User(string text) => UserMessage.Build([new AskedItem("a1b2c3", text)]);

    private static Func<string, CancellationToken, Task<bool>> Bare(string url, RenderedPrompt rendered, int inFlight)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = inFlight, PooledConnectionLifetime = Timeout.InfiniteTimeSpan }) { Timeout = TimeSpan.FromMinutes(2) };
        var address = new Uri(url + "/chat/completions");
        var json = new MediaTypeHeaderValue("application/json");
        var bodies = new ChatBodyWriter();
        return async (text, stop) =>
        {
            var body = bodies.Write(
                new ChatRequest
                {
                    Model = "bench-model",
                    SystemText = rendered.SystemText,
                    UserText = User(text),
                    Schema = rendered.Schema,
                    SchemaName = rendered.SchemaName,
                    MaxOutputTokens = 1000,
                    PromptTokens = 0,
                    Temperature = 0,
                },
                new Dialect());
            using var content = new Content(body, json);
            using var reply = await http.PostAsync(address, content, stop);
            return (await reply.Content.ReadAsByteArrayAsync(stop)).Length > 0 && reply.IsSuccessStatusCode;
        };
    }

    private static Func<string, CancellationToken, Task<bool>> Sdk(string url, RenderedPrompt rendered)
    {
        var chat = new ChatClient("bench-model", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(url) });
        var form = ChatResponseFormat.CreateJsonSchemaFormat(rendered.SchemaName, BinaryData.FromString(rendered.Schema), jsonSchemaIsStrict: true);
        return async (text, stop) =>
        {
            ChatCompletion reply = await chat.CompleteChatAsync(
                [new SystemChatMessage(rendered.SystemText), new UserChatMessage(User(text))],
                new ChatCompletionOptions { ResponseFormat = form, Temperature = 0, MaxOutputTokenCount = 1000 }, stop);
            using var document = JsonDocument.Parse(reply.Content[0].Text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        };
    }

    private sealed class Content : HttpContent
    {
        private readonly ChatBody body;

        public Content(ChatBody body, MediaTypeHeaderValue type)
        {
            this.body = body;
            Headers.ContentType = type;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => body.WriteToAsync(stream);

        protected override bool TryComputeLength(out long length) => body.TryComputeLength(out length);
    }
}
