using System.Text.Json;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary><c>kill -9</c> at random moments of one run, and what the ledger says when the same command has finished it.</summary>
internal sealed class Kills(string folder, string prompt, int count, int kills)
{
    private const int Batch = 4;

    /// <param name="results">Where the rows go.</param>
    /// <param name="store">The store's name.</param>
    /// <param name="db">A store with the docket and no run.</param>
    /// <param name="options">The server; without faults it is also counted what was bought again.</param>
    public async Task RunAsync(Results results, string store, string db, SimulatorOptions options)
    {
        using var server = await BenchServer.StartAsync(options);
        string[] run = [.. Product.Run(prompt, server.Url, "--batch", Self.Number(Batch), "--concurrency", "16", "--timeout", "5", "--db", db)];
        var landed = await KillAsync(server, [.. run, "--json", "--quiet", "--prompts", Places.Prompts]);
        var document = Product.Parse(await Product.RunAsync(folder, run, mayFail: true));
        var states = document.GetProperty("states");
        var total = states.EnumerateObject().Sum(state => state.Value.GetInt64());
        var ids = await ExportedAsync(document.GetProperty("run").GetString()!, db);
        var doubled = ids.Count - ids.Distinct().Count();
        var lost = count - ids.Distinct().Count() + states.GetProperty("pending").GetInt64();
        var faults = options.PoisonMarker is null ? "" : ", under all faults";
        results.Row(
            $"kill -9 at {Self.Number(landed)} random moments, {store}{faults}: comments lost, labelled twice", $"{lost}, {doubled}", "0, 0",
            lost == 0 && doubled == 0 && total == count, $"states add up to {total} of {count}, {states.GetProperty("labelled")} labelled");
        if (options.PoisonMarker is not null)
        {
            return;
        }

        var needed = (count + Batch - 1) / Batch;
        var (planned, seen) = (document.GetProperty("requests").GetInt64(), await server.SeenAsync());
        results.Row(
            "the same: requests bought again", Self.Number(seen.Answered - needed), $"≤ {planned - needed} in flight at the kills",
            seen.Answered <= planned && seen.Requests <= planned, $"{needed} needed, {planned} planned before they were sent, {seen.Requests} arrived");
    }

    private async Task<int> KillAsync(BenchServer server, string[] run)
    {
        var random = new Random(11);
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

        return landed;
    }

    private async Task<List<string?>> ExportedAsync(string run, string db)
    {
        var file = Path.Combine(folder, "labels.jsonl");
        await Product.RunAsync(folder, ["export", "--run", run, "--format", "jsonl", "--out", file, "--db", db]);
        return [.. File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("commentId").GetString())];
    }
}
