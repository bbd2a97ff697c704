using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Prompts;

namespace CommentClassifier.Benchmarks.Support;

/// <summary>What the simulated server counted.</summary>
internal sealed record Seen(long Requests, long Answered, long RateLimited, long Faults, long ChargedTokens, int PeakInFlight);

/// <summary>The simulated endpoint in a process of its own, so that its time is not the client's. It ends with its standard input.</summary>
internal sealed class BenchServer : IDisposable
{
    private readonly Process process;

    private BenchServer(Process process, string url)
    {
        this.process = process;
        Url = url;
    }

    public string Url { get; }

    public static async Task<BenchServer> StartAsync(SimulatorOptions options)
    {
        var process = Self.Start("server", JsonSerializer.Serialize(options));
        var url = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulated server does not start: " + await process.StandardError.ReadToEndAsync());
        return new BenchServer(process, url);
    }

    public async Task<Seen> SeenAsync()
    {
        await process.StandardInput.WriteLineAsync("seen");
        await process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<Seen>(await process.StandardOutput.ReadLineAsync() ?? "null") ?? throw new InvalidOperationException("The simulated server is gone.");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(3000))
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>The other side: serves until standard input ends.</summary>
    public static async Task<int> ServeAsync(string[] args)
    {
        await using var server = await SimulatorServer.StartAsync(
            JsonSerializer.Deserialize<SimulatorOptions>(args[0])!, OfflineLabels.From(PromptCatalogue.Load(Places.Prompts)));
        Console.WriteLine(server.BaseUrl);
        while (await Console.In.ReadLineAsync() is not null)
        {
            var c = server.Counters;
            Console.WriteLine(JsonSerializer.Serialize(new Seen(c.Requests, c.Answered, c.RateLimited, c.Faults, c.ChargedTokens, c.PeakInFlight)));
        }

        return 0;
    }
}

/// <summary>This program, started again in another part.</summary>
internal static class Self
{
    public static string Program => Environment.ProcessPath ?? throw new InvalidOperationException("Where am I?");

    public static Process Start(params string[] arguments) => Child.Start(Program, arguments);

    public static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
