using System.Text.Json;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>What a comment costs by the server's own account, one comment a request against the default batch, and whether company changes labels.</summary>
internal static class BilledSuite
{
    // US dollars a million tokens. What differs between the price lists of today is how much cheaper a cached prompt is.
    private static readonly (string Name, double Input, double Cached, double Output)[] Prices =
        [("cached input at half price", 0.15, 0.075, 0.60), ("cached input at a quarter", 0.40, 0.10, 1.60), ("no prompt cache", 0.15, 0.15, 0.60)];

    public static async Task RunAsync(Arguments arguments, Results results)
    {
        var count = arguments.Number("--billed-comments", arguments.Quick ? 400 : 2000);
        var prompt = arguments.Text("--prompt", "ai-copyright@v2");
        var texts = Texts.Take(count, Texts.Colc(arguments));
        var folder = await Product.StoreAsync(texts, "billed");
        using var server = await BenchServer.StartAsync(new SimulatorOptions { LatencyMs = 20, Headers = HeaderDialect.None });
        results.Note($"{count} comments of {texts.Source}, {prompt}");
        foreach (var price in Prices)
        {
            await WriteSettingsAsync(folder, server.Url, price.Input, price.Cached, price.Output);
            var single = await CostAsync(folder, prompt, "--batch", "1");
            var batched = await CostAsync(folder, prompt);
            var isTarget = price == Prices[0];
            results.Row($"billed a comment, one a request / default batch, {price.Name}", Results.F(single / batched), isTarget ? "≥ 3" : "", isTarget ? single / batched >= 3 : null, $"{Results.F(single * 1000 / count, "0.000")} against {Results.F(batched * 1000 / count, "0.000")} dollars a thousand comments, input : cached : output = 1 : {Results.F(price.Cached / price.Input)} : {Results.F(price.Output / price.Input)}");
        }

        var controlled = (await RunAsync(folder, prompt, "--control", "0.1")).GetProperty("control").GetProperty("agreement");
        results.Row("labels that are the same batched and single", Results.F(controlled.GetProperty("same").GetDouble() / controlled.GetProperty("labels").GetDouble(), "0.0000"), "", null, $"{controlled.GetProperty("labels")} labels asked again singly; the built-in endpoint reads each text by itself, so a real model has to be measured with --control");
    }

    private static async Task<double> CostAsync(string folder, string prompt, params string[] more) => (await RunAsync(folder, prompt, more)).GetProperty("costUsd").GetDouble();

    private static async Task<JsonElement> RunAsync(string folder, string prompt, params string[] more) =>
        Product.Parse(await Product.RunAsync(folder, Product.Run(prompt, "bench", ["--concurrency", "32", "--db", Product.Copy(folder), .. more])));

    private static Task WriteSettingsAsync(string folder, string url, double input, double cached, double output) => File.WriteAllTextAsync(
        Path.Combine(folder, "appsettings.json"),
        JsonSerializer.Serialize(new
        {
            CommentClassifier = new
            {
                Endpoints = new
                {
                    bench = new { BaseUrl = url, Prices = new Dictionary<string, object> { ["bench-model"] = new { Input = input, CachedInput = cached, Output = output } } },
                },
            },
        }));
}
