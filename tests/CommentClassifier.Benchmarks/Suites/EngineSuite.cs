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

    private sealed record Measured(double Seconds, double Cpu, double Peak);

    public static async Task RunAsync(Arguments arguments, Results results)
    {
        var count = arguments.Number("--requests", arguments.Quick ? 3000 : 20_000);
        var rounds = arguments.Number("--rounds", arguments.Quick ? 2 : 3);
        var prompt = arguments.Text("--prompt", "ai-copyright@v2");
        var texts = Texts.Take(count, Texts.Colc(arguments));
        var folder = await Product.StoreAsync(texts, "engine");
        var list = Path.Combine(folder, "texts.json");
        await File.WriteAllTextAsync(list, JsonSerializer.Serialize(texts.Items));
        using var server = await BenchServer.StartAsync(new SimulatorOptions { LatencyMs = Latency * 1000, Headers = HeaderDialect.None });
        results.Note($"{count} requests of {texts.Source}, {prompt}, {rounds} rounds, {Latency * 1000} ms");

        // One short run of each first: the server is jitted, the disk cache filled.
        await PlainAsync(list, prompt, server, 64, sdk: false, take: folder);
        double? single = null;
        foreach (var inFlight in arguments.Text("--in-flight", "64,512").Split(',').Select(int.Parse))
        {
            var ideal = Math.Ceiling(count / (double)inFlight) * Latency;
            var (bare, ours, sdk) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
            for (var round = 0; round < rounds; round++)
            {
                bare.Add(await PlainAsync(list, prompt, server, inFlight, sdk: false));
                ours.Add(await OursAsync(folder, prompt, server, inFlight, 1, count));
                sdk.Add(await PlainAsync(list, prompt, server, inFlight, sdk: true));
            }

            var wallIdeal = Results.Median(ours.Select(m => m.Seconds / ideal));
            var wallBare = Results.Median(ours.Zip(bare, (o, b) => o.Seconds / b.Seconds));
            var cpu = Results.Median(ours.Select(m => m.Cpu)) * 1000 / count;
            single ??= cpu;
            results.Row($"ours, wall / ideal, {inFlight} in flight", Results.F(wallIdeal, "0.000"), inFlight == 64 ? "≤ 1.03" : "", inFlight == 64 ? wallIdeal <= 1.03 : null, $"bare {Results.F(Results.Median(bare.Select(m => m.Seconds / ideal)), "0.000")}, SDK {Results.F(Results.Median(sdk.Select(m => m.Seconds / ideal)), "0.000")}");
            results.Row($"ours, wall / bare HttpClient, {inFlight} in flight", Results.F(wallBare, "0.000"), inFlight == 512 ? "≤ 1.05" : "", inFlight == 512 ? wallBare <= 1.05 : null, $"pairs {string.Join(" ", ours.Zip(bare, (o, b) => Results.F(o.Seconds / b.Seconds, "0.000")))}");
            results.Row($"ours, CPU / bare HttpClient's, {inFlight} in flight", Results.F(cpu * count / 1000 / Results.Median(bare.Select(m => m.Cpu))), "", null, $"ours {Results.F(cpu)}, SDK {Results.F(Results.Median(sdk.Select(m => m.Cpu)) * 1000 / count)}, bare {Results.F(Results.Median(bare.Select(m => m.Cpu)) * 1000 / count)} ms a comment, process start included");
        }

        var batches = new List<Measured>();
        for (var round = 0; round < rounds; round++)
        {
            batches.Add(await OursAsync(folder, prompt, server, 64, 20, count));
        }

        var batched = Results.Median(batches.Select(m => m.Cpu)) * 1000 / count;
        var started = (await OursAsync(folder, prompt, server, 64, 1, 1, "--limit", "1")).Cpu;
        results.Row("ours, CPU of a run of one comment / of one comment more", Results.F(started * 1000 / Math.Max(0.001, single!.Value - (started * 1000 / count)), "0"), "", null, $"the start is {Results.F(started)} s; without it {Results.F(single.Value - (started * 1000 / count))} ms a comment alone, {Results.F(batched - (started * 1000 / count), "0.000")} ms in batches of 20");
        results.Row("ours, batches of 20: CPU / one comment a request", Results.F(batched / single!.Value), "", null, $"{Results.F(batched, "0.000")} ms a comment");
        await PromptfooAsync(arguments, results, texts, prompt, server, single.Value, batched);
    }

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

    private static async Task<Measured> PlainAsync(string list, string prompt, BenchServer server, int inFlight, bool sdk, string? take = null)
    {
        if (take is not null)
        {
            var few = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(list))!.Take(500);
            list = Path.Combine(take, "few.json");
            await File.WriteAllTextAsync(list, JsonSerializer.Serialize(few));
        }

        var ran = await Child.RunAsync(Self.Program, ["client", sdk ? "--sdk" : "--bare", "--url", server.Url, "--texts", list, "--prompt", prompt, "--in-flight", Self.Number(inFlight)]);
        return ran.ExitCode == 0
            ? new Measured(Product.Parse(ran).GetProperty("seconds").GetDouble(), ran.Cpu, ran.PeakMegabytes)
            : throw new InvalidOperationException("The plain client failed: " + ran.Errors);
    }

    private static async Task<Measured> OursAsync(string folder, string prompt, BenchServer server, int inFlight, int batch, int count, params string[] more)
    {
        var db = Product.Copy(folder);
        var ran = await Product.RunAsync(folder, Product.Run(prompt, server.Url, ["--batch", Self.Number(batch), "--concurrency", Self.Number(inFlight), "--db", db, .. more]));
        var done = Product.Parse(ran);
        var labelled = done.GetProperty("states").GetProperty("labelled").GetInt64();
        return labelled >= count * 0.98
            ? new Measured(done.GetProperty("seconds").GetDouble(), ran.Cpu, ran.PeakMegabytes)
            : throw new InvalidOperationException($"Only {labelled} of {count} were labelled: " + done.GetProperty("states"));
    }
}
