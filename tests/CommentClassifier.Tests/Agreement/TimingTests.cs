using System.Diagnostics;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Tests.Agreement;

/// <summary>Bounds are generous (builds may be unoptimised, machines shared); the measured numbers go to the output.</summary>
[CollectionDefinition(nameof(TimingTests), DisableParallelization = true)]
[Collection(nameof(TimingTests))]
public sealed class TimingTests(ITestOutputHelper output)
{
    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;

    [Fact]
    public void A_report_costs_the_same_at_a_hundred_thousand_items_as_at_a_thousand()
    {
        static (double Wall, double Cpu) Bootstrapped(double scale)
        {
            double[] row = [20, 2, 1, 1, 0];
            var cells = new double[25];
            for (var i = 0; i < 5; i++)
                for (var j = 0; j < 5; j++) cells[i * 5 + j] = Math.Round(scale * row[(j - i + 5) % 5] / 120);
            var figures = TableFigures.Of(5, 5);
            var (watch, cpu) = (Stopwatch.StartNew(), Cpu());
            var drawn = Bootstrap.Run(ResamplingUnits.FromCells(cells), figures.Count, 10_000, 1, figures.Compute);
            Parallel.For(0, drawn.Length, f => BootstrapSummary.Of(drawn[f]));
            return (watch.Elapsed.TotalMilliseconds, Cpu() - cpu);
        }
        Bootstrapped(1000);
        var small = Enumerable.Range(0, 5).Select(_ => Bootstrapped(1000)).MinBy(t => t.Wall);
        var large = Enumerable.Range(0, 5).Select(_ => Bootstrapped(100_000)).MinBy(t => t.Wall);
        output.WriteLine($"10,000 resamples, 5 labels: n = 1,000 {small.Wall:0} ms ({small.Cpu:0} of processor time), n = 100,000 {large.Wall:0} ms ({large.Cpu:0})");
        var request = AgreementAnalysisTests.Docket(100_000, 5);
        AgreementAnalysis.Run(request);
        var (watch, cpu) = (Stopwatch.StartNew(), Cpu());
        AgreementAnalysis.Run(request with { Resamples = 10_000 });
        output.WriteLine($"whole analysis of 100,000 comments, 10,000 resamples: {watch.ElapsedMilliseconds} ms, {Cpu() - cpu:0} ms of processor time");
        // Generous: the build may be unoptimised and the machine shared.
        Assert.True(large.Wall < 4 * small.Wall + 100, $"{small} at 1,000 and {large} at 100,000");
        Assert.True(large.Wall < 2000, $"{large}");
    }

    [Fact]
    public void Five_prompts_on_a_thousand_comments_take_seconds_not_minutes()
    {
        var request = ComparisonAnalysisTests.Prompts(1000, 0.7, 0.72, 0.75, 0.8, 0.85);
        ComparisonAnalysis.Run(request with { Resamples = 500 });
        var (watch, cpu) = (Stopwatch.StartNew(), Cpu());
        var document = ComparisonAnalysis.Run(request);
        output.WriteLine($"five prompts, 1,000 comments, 10,000 resamples and permutations a pair: {watch.ElapsedMilliseconds} ms, {Cpu() - cpu:0} ms of processor time");
        Assert.Equal(10, document.Dimensions[0].Pairs.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }
}
