using System.Diagnostics;
using System.Globalization;

namespace CommentClassifier.Benchmarks.Support;

/// <summary>What a finished process was like. Times in seconds; CPU with all of its own children; peak resident memory in MB.</summary>
internal sealed record Ran(int ExitCode, string Output, string Errors, double Wall, double Cpu, double PeakMegabytes);

/// <summary>Starts processes and measures them from outside.</summary>
internal static class Child
{
    /// <summary>Runs to the end, or kills after <paramref name="limit"/>.</summary>
    public static async Task<Ran> RunAsync(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? limit = null, Func<Process, Task>? meanwhile = null)
    {
        var before = ReapedCpu();
        var clock = Stopwatch.StartNew();
        using var process = Start(program, arguments, folder, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        var peak = PeakAsync(process);
        using var patience = new CancellationTokenSource(limit ?? TimeSpan.FromMinutes(10));
        if (meanwhile is not null)
        {
            await meanwhile(process);
        }

        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        var wall = clock.Elapsed.TotalSeconds;
        return new Ran(process.ExitCode, await output, await errors, wall, ReapedCpu() - before, await peak);
    }

    public static Process Start(string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Places.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
    }

    // The kernel adds a child's time, and that of those it waited for, when it is reaped. Servers still running are not in it.
    private static double ReapedCpu()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    private static async Task<double> PeakAsync(Process process)
    {
        var peak = 0.0;
        var status = $"/proc/{process.Id}/status";
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync())
        {
            try
            {
                var line = (await File.ReadAllLinesAsync(status)).FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
                if (line is null)
                {
                    return peak;
                }

                peak = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
            }
            catch (IOException)
            {
                return peak;
            }
        }

        return peak;
    }
}
