using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CommentClassifier.Benchmarks.Support;
using CsvHelper;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>The pages of the desk over a large docket, as a browser asks for them; time to the last byte, on loopback.</summary>
internal static class DeskSuite
{
    public static async Task RunAsync(Arguments arguments, Results results)
    {
        var size = arguments.Number("--desk-comments", arguments.Quick ? 50_000 : 1_000_000);
        var folder = Places.Fresh("desk");
        await Product.JsonAsync(folder, "simulate", "docket", "--size", Self.Number(size), "--seed", "7", "--out", "big.csv", "--docket", "SIM");
        await Product.JsonAsync(folder, "import", "big.csv", "--docket", "SIM", "--db", "desk.db");
        var truth = Path.Combine(folder, "few.truth.csv");
        await File.WriteAllLinesAsync(truth, File.ReadLines(Path.Combine(folder, "big.csv.truth.csv")).Take(5001));
        await Product.JsonAsync(folder, "labels", "import", truth, "--docket", "SIM", "--db", "desk.db");
        var clock = Stopwatch.StartNew();
        string[] runs = [await LabelAsync(folder, "proposed-rule@v2", "coded"), await LabelAsync(folder, "proposed-rule@v1", "all")];
        results.Note($"labelled in {clock.Elapsed.TotalSeconds:0} s");
        var url = $"http://127.0.0.1:{FreePort()}";
        using var process = Child.Start(Places.Product, ["serve", "--urls", url, "--db", "desk.db", "--prompts", Places.Prompts], folder);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };
            await ReadyAsync(http);
            await PagesAsync(results, http, runs, FirstIds(folder), size);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        File.Delete(Path.Combine(folder, "desk.db"));
    }

    private static async Task<string> LabelAsync(string folder, string prompt, string only)
    {
        var run = Product.Parse(await Product.RunAsync(
            folder, ["run", "--docket", "SIM", "--prompt", prompt, "--model", "offline-keywords", "--only", only, "--batch", "50", "--var", "rule=A rule", "--db", "desk.db"], TimeSpan.FromMinutes(20)));
        return run.GetProperty("run").GetString()!;
    }

    private static async Task PagesAsync(Results results, HttpClient http, string[] runs, string[] ids, int size)
    {
        var some = ids[^1];
        string[] pages =
        [
            "/dockets", "/dockets/SIM", "/dockets/SIM?q=permit", "/dockets/SIM?q=" + Uri.EscapeDataString("small business"), $"/dockets/SIM/comments/{some}",
            "/queue", "/queue/new", $"/queue/{runs[0]}", $"/queue/{runs[1]}", "/audit", $"/audit/{runs[0]}", $"/audit/{runs[1]}", "/coding",
            $"/compare?run={runs[0]}&run={runs[1]}", "/results", $"/results/{runs[0]}", $"/results/{runs[1]}", "/people", "/api/dockets", "/api/runs",
        ];
        var slow = new List<string>();
        var worst = 0.0;
        foreach (var page in pages)
        {
            var times = new List<double>();
            var status = HttpStatusCode.OK;
            for (var i = 0; i < 21; i++)
            {
                var clock = Stopwatch.StartNew();
                using var reply = await http.GetAsync(page);
                await reply.Content.ReadAsByteArrayAsync();
                times.Add(clock.Elapsed.TotalMilliseconds);
                status = reply.StatusCode;
                if (status != HttpStatusCode.OK || (i == 3 && clock.ElapsedMilliseconds > 5000))
                {
                    break;
                }
            }

            if (status != HttpStatusCode.OK)
            {
                results.Skip("desk " + page, $"answers {(int)status}");
                continue;
            }

            var first = times[0];
            double[] warm = [.. times.Skip(1).Order()];
            var p95 = warm[(int)Math.Ceiling(warm.Length * 0.95) - 1];
            worst = Math.Max(worst, p95);
            results.Note(string.Create(CultureInfo.InvariantCulture, $"{page}: first {first:0} ms, median {Results.Median(warm):0.0} ms, p95 {p95:0.0} ms"));
            if (p95 >= 100)
            {
                slow.Add(string.Create(CultureInfo.InvariantCulture, $"{page.Split('?')[0].Replace(some, "…", StringComparison.Ordinal)} {p95:0} ms"));
            }

            if (page == $"/audit/{runs[0]}")
            {
                results.Row("desk: first audit item, first time asked, 5,000 coded", $"{Results.F(first, "0")} ms", "< 200 ms", first < 200);
            }
        }

        results.Row($"desk on {size.ToString("N0", CultureInfo.InvariantCulture)} comments: slowest page's p95", $"{Results.F(worst, "0")} ms", "< 100 ms", worst < 100, slow.Count == 0 ? $"{pages.Length} pages, 20 times each" : "above: " + string.Join("; ", slow));
    }

    private static async Task ReadyAsync(HttpClient http)
    {
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var reply = await http.GetAsync(new Uri("/health", UriKind.Relative));
                if (reply.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The service does not become healthy in 20 s.");
    }

    private static string[] FirstIds(string folder)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(folder, "big.csv")), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var ids = new List<string>();
        while (ids.Count < 50 && csv.Read())
        {
            ids.Add(csv.GetField("Document ID") ?? "");
        }

        return [.. ids];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
