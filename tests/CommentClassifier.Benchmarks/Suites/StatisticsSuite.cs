using System.Diagnostics;
using System.Globalization;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Benchmarks.Support;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>What the measurement costs: inside the process, and as the whole command.</summary>
internal static class StatisticsSuite
{
    private static readonly string[] Labels = ["a", "b", "c", "d", "e"];

    public static async Task RunAsync(Arguments arguments, Results results)
    {
        Report(results);
        await CommandsAsync(results);
    }

    private static void Report(Results results)
    {
        var (small, large) = (Request(1000), Request(100_000));
        // The intervals alone, of labels already paired; the first calls are the just-in-time compiler's.
        var (few, many) = (Intervals(small), Intervals(large));
        var clock = Stopwatch.StartNew();
        AgreementAnalysis.Run(large);
        var whole = clock.Elapsed.TotalMilliseconds;
        results.Row("all intervals of one report, n = 100,000, 5 labels, 10,000 resamples", $"{Results.F(many, "0")} ms", "< 200 ms", many < 200, $"whole report, with pairing 100,000 labels by id: {Results.F(whole, "0")} ms");
        results.Row("the same, n = 100,000 / n = 1,000", Results.F(many / few), "≤ 1.2", many / few <= 1.2);
    }

    private static double Intervals(AgreementRequest request)
    {
        var dimension = request.Dimensions[0];
        var items = ComparedItems.Of(ReferenceLabels.Of(request, dimension), dimension, out _);
        return Results.Median(Enumerable.Range(0, 12).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            BlockBuilder.Build(items, dimension.OrdinalLabels, request, []);
            return clock.Elapsed.TotalMilliseconds;
        }).Skip(5));
    }

    private static AgreementRequest Request(int n)
    {
        var (human, machine) = Draw(n, 5, 0.75);
        return new AgreementRequest(
            [.. human.Select((l, i) => new HumanCode(Id(i), "coder", new Dictionary<string, string> { ["d"] = l }))],
            [new DimensionInput("d") { Labels = Labels, Machine = [.. machine.Select((l, i) => new MachineLabel(Id(i), l))] }])
        {
            Resamples = 10_000,
        };
    }

    private static async Task CommandsAsync(Results results)
    {
        var folder = Places.Fresh("statistics");
        var (human, machine) = Draw(100_000, 9, 0.8);
        Write(folder, "human.csv", human);
        Write(folder, "machine.csv", machine);
        string[] agreement = ["agreement", "--human", "human.csv", "--machine", "machine.csv"];
        var walls = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            walls.Add((await Product.RunAsync(folder, agreement)).Wall);
        }

        results.Row("agreement --human --machine, 100,000 rows, whole process", $"{Results.F(Results.Median(walls))} s", "< 1.5 s", Results.Median(walls) < 1.5);
        Write(folder, "coded.csv", human[..1000]);
        var compare = new List<string> { "compare", "--human", "coded.csv" };
        for (var p = 0; p < 5; p++)
        {
            Write(folder, $"p{p}.csv", Spoil(human[..1000], p + 20, 0.6 + (p * 0.07)));
            compare.AddRange(["--machine", $"p{p}=p{p}.csv"]);
        }

        walls.Clear();
        for (var i = 0; i < 3; i++)
        {
            walls.Add((await Product.RunAsync(folder, [.. compare, "--resamples", "10000"])).Wall);
        }

        results.Row("compare of five prompts, 1,000 items, 10,000 permutations a pair, whole process", $"{Results.F(Results.Median(walls))} s", "< 2 s", Results.Median(walls) < 2);
    }

    private static (string[] Human, string[] Machine) Draw(int n, int seed, double agree)
    {
        var random = new Random(seed);
        string[] human = [.. Enumerable.Range(0, n).Select(_ => Labels[Math.Min(4, (int)(-Math.Log(1 - random.NextDouble()) * 1.4))])];
        return (human, Spoil(human, seed + 1, agree));
    }

    private static string[] Spoil(string[] labels, int seed, double agree)
    {
        var random = new Random(seed);
        return [.. labels.Select(l => random.NextDouble() < agree ? l : Labels[random.Next(5)])];
    }

    private static void Write(string folder, string name, string[] labels) =>
        File.WriteAllLines(Path.Combine(folder, name), ["comment_id,d", .. labels.Select((l, i) => $"{Id(i)},{l}")]);

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"C-{i:000000}");
}
