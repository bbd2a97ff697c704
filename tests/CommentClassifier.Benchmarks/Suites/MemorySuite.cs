using System.Globalization;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Host.Simulator;
using CsvHelper;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>Peak memory of a run, 10,000 against a million comments in the queue; the server refuses to go on after some thousand answers.</summary>
internal static class MemorySuite
{
    public static async Task RunAsync(Arguments arguments, Results results)
    {
        var many = arguments.Number("--memory-comments", arguments.Quick ? 200_000 : 1_000_000);
        const int Asked = 4000;
        var peaks = new List<double>();
        foreach (var size in new[] { 10_000, many })
        {
            var folder = Places.Fresh("memory");
            var file = Write(folder, size);
            await Product.JsonAsync(folder, "import", file, "--docket", "BENCH", "--format", "csv", "--id-column", "id", "--text-column", "text", "--db", "run.db");
            using var server = await BenchServer.StartAsync(new SimulatorOptions { LatencyMs = 50, BillingAfter = Asked / 10, Headers = HeaderDialect.None });
            var ran = await Product.RunAsync(folder, Product.Run("proposed-rule@v1", server.Url, "--batch", "10", "--concurrency", "32", "--db", "run.db"), mayFail: true);
            peaks.Add(ran.PeakMegabytes);
            results.Note($"{size}: peak {ran.PeakMegabytes:0} MB, exit {ran.ExitCode}, {ran.Wall:0.0} s");
            Directory.Delete(folder, recursive: true);
        }

        var grown = peaks[1] - peaks[0];
        results.Row($"peak memory, {many.ToString("N0", CultureInfo.InvariantCulture)} against 10,000 queued comments", $"{Results.F(grown, "+0;-0")} MB", "< 50 MB", grown < 50, $"about {Asked} asked in each, from {Results.F(peaks[0], "0")} MB");
    }

    private static string Write(string folder, int size)
    {
        var file = Path.Combine(folder, "docket.csv");
        var writer = new SyntheticText(new Dice(3));
        using var csv = new CsvWriter(new StreamWriter(file), CultureInfo.InvariantCulture);
        csv.WriteField("id");
        csv.WriteField("text");
        csv.NextRecord();
        for (var i = 0; i < size; i++)
        {
            csv.WriteField(string.Create(CultureInfo.InvariantCulture, $"BENCH-{i:0000000}"));
            csv.WriteField(string.Create(CultureInfo.InvariantCulture, $"{writer.Own().Text} My file is number {i}."));
            csv.NextRecord();
        }

        return file;
    }
}
