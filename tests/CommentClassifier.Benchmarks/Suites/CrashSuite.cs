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
        await KillsAsync(arguments, results, folder, prompt, Count);
    }

    private static SimulatorOptions Server(double latency) => new() { LatencyMs = latency, Faults = Chaos, PoisonMarker = "POISON-MARKER", Headers = HeaderDialect.None };

    private static async Task ChaosAsync(Results results, string folder, string prompt, int count)
    {
        const int Batch = 10;
        using var server = await BenchServer.StartAsync(Server(20));
        var ran = await Product.RunAsync(folder, Product.Run(prompt, server.Url, "--batch", Self.Number(Batch), "--concurrency", "32", "--timeout", "5", "--db", Product.Copy(folder)), mayFail: true);
        var states = Product.Parse(ran).GetProperty("states");
        long State(string name) => states.GetProperty(name).GetInt64();
        var settled = State("labelled") + State("refused");
        results.Row("chaos: comments labelled, or refused three times", $"{settled} of {count - 1}", "all but the poison one", settled == count - 1 && State("invalid") == 1, $"invalid {State("invalid")}, pending {State("pending")}");
        var ratio = (await server.SeenAsync()).Requests / (count / (double)Batch);
        results.Row("chaos: requests / ideal, batches of 10", Results.F(ratio), "≤ 1.60", ratio <= 1.6);
    }

    // Under every fault nothing may be lost or doubled; without faults it can also be counted what was bought again.
    private static async Task KillsAsync(Arguments arguments, Results results, string folder, string prompt, int count)
    {
        var kills = arguments.Number("--kills", arguments.Quick ? 5 : 20);
        await using var postgres = await Postgres.StartAsync();
        foreach (var options in new[] { Server(50), new SimulatorOptions { LatencyMs = 50, Headers = HeaderDialect.None } })
        {
            await new Kills(folder, prompt, count, kills).RunAsync(results, "SQLite", Product.Copy(folder), options);
            if (postgres is null)
            {
                results.Skip("kill -9, PostgreSQL", "PostgreSQL is not installed (apt-get install postgresql).");
                continue;
            }

            var database = await postgres.CreateAsync(options.PoisonMarker is null ? "clean" : "faulty");
            await Product.JsonAsync(folder, "import", "docket.csv", "--docket", "BENCH", "--format", "csv", "--id-column", "id", "--text-column", "text", "--db", database);
            await new Kills(folder, prompt, count, kills).RunAsync(results, "PostgreSQL", database, options);
        }
    }
}
