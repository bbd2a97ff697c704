using System.Text.Json;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>How much of a limit is used, and how often the server has to say no.</summary>
internal static class LimitsSuite
{
    public static async Task RunAsync(Arguments arguments, Results results)
    {
        var seconds = arguments.Quick ? 20 : 60;
        const double Rpm = 3000;
        const double Tpm = 2_000_000;
        var texts = Texts.Take((int)(Rpm / 60 * (seconds + 25)), Texts.Colc(arguments));
        var folder = await Product.StoreAsync(texts, "limits");
        var prompt = arguments.Text("--prompt", "proposed-rule@v1");
        await OneAsync(results, folder, prompt, "RPM given", new SimulatorOptions { LatencyMs = 200, Rpm = Rpm, Headers = HeaderDialect.None }, ["--rpm", Self.Number(Rpm)], 0, seconds, 0.98, 0.005);
        await OneAsync(results, folder, prompt, "TPM given", new SimulatorOptions { LatencyMs = 200, Tpm = Tpm, Headers = HeaderDialect.None }, ["--tpm", Self.Number(Tpm)], 0, seconds, 0.98, 0.005);
        await OneAsync(results, folder, prompt, "limit unknown, OpenAI's headers, after 20 s", new SimulatorOptions { LatencyMs = 200, Rpm = Rpm, Headers = HeaderDialect.OpenAI }, [], 20, seconds, 0.90, 0.02);
    }

    // The share is taken from the server's own counters over the middle of the run, so that start and last requests do not blur it.
    private static async Task OneAsync(
        Results results, string folder, string prompt, string what, SimulatorOptions options, string[] more, int skip, int seconds, double share, double refused)
    {
        using var server = await BenchServer.StartAsync(options);
        var db = Product.Copy(folder);
        string[] run = [.. Product.Run(prompt, server.Url, ["--batch", "1", "--db", db, .. more]), "--json", "--quiet", "--prompts", Places.Prompts];
        using var process = Child.Start(Places.Product, run, folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        while ((await server.SeenAsync()).Answered < 5 && !process.HasExited)
        {
            await Task.Delay(50);
        }

        await Task.Delay(TimeSpan.FromSeconds(skip > 0 ? skip : 2));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = await server.SeenAsync();
        await Task.Delay(TimeSpan.FromSeconds(seconds / 2.0));
        var after = await server.SeenAsync();
        var minutes = clock.Elapsed.TotalMinutes;
        var busy = !process.HasExited;
        if (busy)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await output;
        var asked = after.Requests - before.Requests;
        var no = (after.RateLimited - before.RateLimited) / Math.Max(1.0, asked);
        var used = options.Rpm is { } rpm ? (asked - (after.RateLimited - before.RateLimited)) / minutes / rpm : (after.ChargedTokens - before.ChargedTokens) / minutes / options.Tpm!.Value;
        results.Row($"{what}: share used", Results.F(used, "0.000"), $"≥ {Results.F(share)}", used >= share, busy ? "" : "the run ended before the measurement did: " + (await errors).Trim());
        results.Row($"{what}: 429s", Results.F(no * 100, "0.00") + " %", $"≤ {Results.F(refused * 100, "0.0")} %", no <= refused, $"{after.RateLimited} of {after.Requests} in all");
    }
}
