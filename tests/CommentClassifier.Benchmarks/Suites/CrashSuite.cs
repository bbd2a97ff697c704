using System.Globalization;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>Every fault at once, and <c>kill -9</c> at random moments: nothing may be lost, and nothing labelled twice.</summary>
internal static class CrashSuite
{
    private static readonly SimulatorFaults Chaos = new()
    {
        Error500 = 0.05,
        Error503 = 0.03,
        Reset = 0.02,
        Hang = 0.005,
        BrokenJson = 0.03,
        Truncated = 0.02,
        WrongLabel = 0.03,
        MissingId = 0.05,
        DuplicateId = 0.02,
        ForeignId = 0.02,
        Refusal = 0.01,
    };

    public static async Task RunAsync(Arguments arguments, Results results)
    {
        const int Count = 2000;
        var prompt = arguments.Text("--prompt", "proposed-rule@v1");
        var clean = Texts.Take(Count - 1, null);
        var folder = await Product.StoreAsync(clean with { Items = [.. clean.Items, "POISON-MARKER this text never gets a valid answer from the server whatever it travels with."] }, "crash");
        await ChaosAsync(results, folder, prompt, Count);
        await KillsAsync(results, folder, prompt, Count, arguments.Number("--kills", arguments.Quick ? 5 : 20));
    }

    private static SimulatorOptions Server(double latency) => new() { LatencyMs = latency, Faults = Chaos, PoisonMarker = "POISON-MARKER", Headers = HeaderDialect.None };

    private static async Task ChaosAsync(Results results, string folder, string prompt, int count)
    {
        const int Batch = 10;
        using var server = await BenchServer.StartAsync(Server(20));
        var ran = await Product.RunAsync(folder, Product.Run(prompt, server.Url, "--batch", Self.Number(Batch), "--concurrency", "32", "--timeout", "3", "--db", Product.Copy(folder)), mayFail: true);
        var states = Product.Parse(ran).GetProperty("states");
        long State(string name) => states.GetProperty(name).GetInt64();
        var settled = State("labelled") + State("refused");
        results.Row("chaos: comments labelled, or refused three times", $"{settled} of {count - 1}", "all but the poison one", settled == count - 1 && State("invalid") == 1, $"invalid {State("invalid")}, pending {State("pending")}");
        var ratio = (await server.SeenAsync()).Requests / (count / (double)Batch);
        results.Row("chaos: requests / ideal, batches of 10", Results.F(ratio), "≤ 1.60", ratio <= 1.6);
    }

    private static async Task KillsAsync(Results results, string folder, string prompt, int count, int kills)
    {
        using var server = await BenchServer.StartAsync(Server(50));
        var random = new Random(11);
        var db = Product.Copy(folder);
        string[] run = [.. Product.Run(prompt, server.Url, "--batch", "5", "--concurrency", "16", "--timeout", "3", "--db", db), "--json", "--quiet", "--prompts", Places.Prompts];
        var landed = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = Child.Start(Places.Product, run, folder);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var start = (await server.SeenAsync()).Requests;
            var after = random.Next(1, 40);
            // So many requests into the run: start-up times differ with the load of the machine, the moment must not.
            while (!process.HasExited && (await server.SeenAsync()).Requests < start + after)
            {
                await Task.Delay(2);
            }

            landed += process.HasExited ? 0 : 1;
            process.Kill();
            await process.WaitForExitAsync();
            await Task.WhenAll(output, errors);
        }

        var ran = await Product.RunAsync(folder, run[..^4], mayFail: true);
        var document = Product.Parse(ran);
        var states = document.GetProperty("states");
        var total = states.EnumerateObject().Sum(s => s.Value.GetInt64());
        var export = Path.Combine(folder, "labels.jsonl");
        await Product.RunAsync(folder, ["export", "--run", document.GetProperty("run").GetString()!, "--format", "jsonl", "--out", export, "--db", db]);
        var ids = File.ReadLines(export).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("commentId").GetString()).ToList();
        var doubled = ids.Count - ids.Distinct().Count();
        var lost = count - ids.Distinct().Count() + states.GetProperty("pending").GetInt64();
        results.Row($"kill -9 at {landed.ToString(CultureInfo.InvariantCulture)} random moments: comments lost, labelled twice", $"{lost}, {doubled}", "0, 0", lost == 0 && doubled == 0 && total == count, $"states add up to {total} of {count}; {states.GetProperty("labelled")} labelled, SQLite");
    }
}
