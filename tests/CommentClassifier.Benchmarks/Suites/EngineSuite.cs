using System.Diagnostics;
using System.Text.Json;
using CommentClassifier.Benchmarks.Contestants;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Prompts;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>How fast and at what cost in CPU: ours with its store and validation, the others without.</summary>
internal static class EngineSuite
{
    private const double Latency = 0.2;

    private sealed record Measured(double OverIdeal, double Cpu);

    public static async Task RunAsync(Arguments arguments, Results results)
    {
        var measured = arguments.Number("--requests", arguments.Quick ? 5000 : 20_000);
        var count = measured + (measured / 2); // The first third is warm-up: a client under full load takes that long to compile what is hot.
        var rounds = arguments.Number("--rounds", arguments.Quick ? 1 : 3);
        var prompt = arguments.Text("--prompt", "ai-copyright@v2");
        var texts = Texts.Take(count, Texts.Colc(arguments));
        var folder = await Product.StoreAsync(texts, "engine");
        var list = Path.Combine(folder, "texts.json");
        await File.WriteAllTextAsync(list, JsonSerializer.Serialize(texts.Items));
        using var server = await BenchServer.StartAsync(new SimulatorOptions { LatencyMs = Latency * 1000, Headers = HeaderDialect.None });
        results.Note($"{measured} requests after {count - measured} as warm-up, of {texts.Source}, {rounds} rounds, {Latency * 1000} ms");
        await PlainAsync(list, prompt, server, 64, count: 500, sdk: false, take: folder); // The server is jitted, the disk cache filled.

        // How well the wire is used, with a question so small that the processor is not what limits; then the same with a large one.
        await WallAsync(results, new Setting(folder, list, arguments.Text("--wall-prompt", "proposed-rule@v1"), server, count), [.. arguments.Text("--in-flight", "64,512").Split(',').Select(int.Parse)], rounds);
        await CpuAsync(arguments, results, new Setting(folder, list, prompt, server, count), texts, Math.Min(rounds, 2));
    }

    private sealed record Setting(string Folder, string List, string Prompt, BenchServer Server, int Count);

    private static async Task WallAsync(Results results, Setting setting, IReadOnlyList<int> inFlights, int rounds)
    {
        foreach (var inFlight in inFlights)
        {
            var (bare, ours, sdk) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
            for (var round = 0; round < rounds; round++)
            {
                bare.Add(await PlainAsync(setting.List, setting.Prompt, setting.Server, inFlight, setting.Count, sdk: false));
                ours.Add(await OursAsync(setting, inFlight, 1, setting.Count));
                sdk.Add(await PlainAsync(setting.List, setting.Prompt, setting.Server, inFlight, setting.Count, sdk: true));
            }

            var wallIdeal = Results.Median(ours.Select(m => m.OverIdeal));
            var wallBare = Results.Median(ours.Zip(bare, (o, b) => o.OverIdeal / b.OverIdeal));
            results.Row($"ours, wall / ideal, {inFlight} in flight, {setting.Prompt}", Results.F(wallIdeal, "0.000"), inFlight == 64 ? "≤ 1.03" : "", inFlight == 64 ? wallIdeal <= 1.03 : null, $"bare {Results.F(Results.Median(bare.Select(m => m.OverIdeal)), "0.000")}, SDK {Results.F(Results.Median(sdk.Select(m => m.OverIdeal)), "0.000")}, {setting.Count * 2 / 3} requests after {setting.Count / 3} as warm-up");
            results.Row($"ours, wall / bare HttpClient, {inFlight} in flight, {setting.Prompt}", Results.F(wallBare, "0.000"), inFlight == 512 ? "≤ 1.05" : "", inFlight == 512 ? wallBare <= 1.05 : null, $"pairs {string.Join(" ", ours.Zip(bare, (o, b) => Results.F(o.OverIdeal / b.OverIdeal, "0.000")))}");
            results.Row($"CPU a comment, ours / bare HttpClient's, {inFlight} in flight, {setting.Prompt}", Results.F(Results.Median(ours.Select(m => m.Cpu)) / Results.Median(bare.Select(m => m.Cpu))), "", null, $"ours {Per(ours, setting)}, SDK {Per(sdk, setting)}, bare {Per(bare, setting)} ms, process start included");
        }
    }

    private static async Task CpuAsync(Arguments arguments, Results results, Setting setting, Texts texts, int rounds)
    {
        var (singles, batches) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            singles.Add(await OursAsync(setting, 64, 1, setting.Count));
            batches.Add(await OursAsync(setting, 64, 20, setting.Count));
        }

        var single = Results.Median(singles.Select(m => m.Cpu)) * 1000 / setting.Count;
        var batched = Results.Median(batches.Select(m => m.Cpu)) * 1000 / setting.Count;
        var started = (await OursAsync(setting, 64, 1, 1, "--limit", "1")).Cpu;
        results.Row($"ours, CPU a comment, {setting.Prompt}", $"{Results.F(single)}; {Results.F(batched, "0.000")} ms", "", null, $"one a request; batches of 20. Start included, which is {Results.F(started)} s: without it {Results.F(single - (started * 1000 / setting.Count))} and {Results.F(batched - (started * 1000 / setting.Count), "0.000")} ms");
        await PromptfooAsync(arguments, results, texts, setting.Prompt, setting.Server, single, batched);
    }

    private static string Per(List<Measured> runs, Setting setting) => Results.F(Results.Median(runs.Select(m => m.Cpu)) * 1000 / setting.Count);

    private static async Task PromptfooAsync(Arguments arguments, Results results, Texts texts, string prompt, BenchServer server, double single, double batched)
    {
        if (!await Promptfoo.InstallAsync())
        {
            results.Skip("promptfoo", "npm does not serve it here");
            return;
        }

        var some = texts.Items.Take(arguments.Number("--promptfoo-requests", Math.Min(texts.Items.Count, 3000))).ToList();
        var version = PromptCatalogue.Load(Places.Prompts).Get(prompt);
        var rendered = PromptRenderer.Render(version, version.FrontMatter.Variables.Any(v => v.Name == "rule") ? new Dictionary<string, string> { ["rule"] = "A rule" } : []);
        var (ran, answered) = await Promptfoo.RunAsync(some, rendered, server.Url, 64);
        var cpu = ran.Cpu * 1000 / some.Count;
        var wall = ran.Wall / (Math.Ceiling(some.Count / 64.0) * Latency);
        results.Row("promptfoo -j 64, wall / ideal", Results.F(wall), "", null, $"{answered} of {some.Count} answered, {Results.F(ran.PeakMegabytes, "0")} MB at most, process start included");
        results.Row("CPU a comment, promptfoo / ours, one comment a request", Results.F(cpu / single, "0.0"), "≥ 10", cpu / single >= 10, $"promptfoo {Results.F(cpu)} ms");
        results.Row("CPU a comment, promptfoo / ours, batches of 20", Results.F(cpu / batched, "0.0"), "≥ 60", cpu / batched >= 60);
    }

    private static async Task<Measured> PlainAsync(string list, string prompt, BenchServer server, int inFlight, int count, bool sdk, string? take = null)
    {
        if (take is not null)
        {
            var few = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(list))!.Take(count);
            list = Path.Combine(take, "few.json");
            await File.WriteAllTextAsync(list, JsonSerializer.Serialize(few));
        }

        var (ran, overIdeal) = await WatchedAsync(server, inFlight, count, () => Child.RunAsync(
            Self.Program, ["client", sdk ? "--sdk" : "--bare", "--url", server.Url, "--texts", list, "--prompt", prompt, "--in-flight", Self.Number(inFlight)]));
        return ran.ExitCode == 0 ? new Measured(overIdeal, ran.Cpu) : throw new InvalidOperationException("The plain client failed: " + ran.Errors);
    }

    private static async Task<Measured> OursAsync(Setting setting, int inFlight, int batch, int count, params string[] more)
    {
        var db = Product.Copy(setting.Folder);
        var (ran, overIdeal) = await WatchedAsync(setting.Server, inFlight, count / batch, () => Product.RunAsync(
            setting.Folder, Product.Run(setting.Prompt, setting.Server.Url, ["--batch", Self.Number(batch), "--concurrency", Self.Number(inFlight), "--db", db, .. more])));
        var states = Product.Parse(ran).GetProperty("states");
        return states.GetProperty("labelled").GetInt64() >= count * 0.98
            ? new Measured(overIdeal, ran.Cpu)
            : throw new InvalidOperationException($"Too few of {count} were labelled: {states}");
    }

    // By the server's count of answers: from a third of them, when the client is warm, to the last that others still follow.
    private static async Task<(Ran Ran, double OverIdeal)> WatchedAsync(BenchServer server, int inFlight, int count, Func<Task<Ran>> run)
    {
        var before = (await server.SeenAsync()).Answered;
        var clock = Stopwatch.StartNew();
        (double At, long Answered) from = default, to = default;
        for (var running = run(); ; await Task.Delay(10))
        {
            var now = (At: clock.Elapsed.TotalSeconds, Answered: (await server.SeenAsync()).Answered - before);
            from = from.Answered == 0 && now.Answered >= count / 3 ? now : from;
            to = now.Answered <= count - inFlight ? now : to;
            if (running.IsCompleted)
            {
                return (await running, (to.At - from.At) / Math.Max(1, to.Answered - from.Answered) * inFlight / Latency);
            }
        }
    }
}
