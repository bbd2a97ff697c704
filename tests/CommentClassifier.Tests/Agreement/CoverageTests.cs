using CommentClassifier.Agreement;
using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Comparison;
using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Agreement.Intervals;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Tests.Agreement;

/// <summary>Seeded dockets whose truth is known: intervals must cover it, tests must hold their level.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const int Replications = 2000;
    private static readonly double[] Truth = [0.36, 0.03, 0.02, 0.04, 0.25, 0.03, 0.03, 0.04, 0.20];

    private static int Pick(SeededGenerator generator, double[] shares)
    {
        var u = generator.NextDouble();
        for (var i = 0; i < shares.Length - 1; i++)
            if ((u -= shares[i]) < 0) return i;
        return shares.Length - 1;
    }

    private void Covers(string what, Func<int, bool> covered)
    {
        var hits = 0;
        Parallel.For(0, Replications, r =>
        {
            if (covered(r)) Interlocked.Increment(ref hits);
        });
        output.WriteLine($"{what}: {100.0 * hits / Replications:0.0} %");
        Assert.InRange(hits / (double)Replications, 0.93, 0.97);
    }

    private static ConfusionMatrix True => new(["a", "b", "c"], Truth);

    [Theory]
    [InlineData(TableFigures.Kappa, 250)]
    [InlineData(TableFigures.MacroF1, 400)]
    public void Bootstrap_intervals_cover_the_truth(int figure, int n)
    {
        var truth = figure == TableFigures.Kappa ? CohenKappa.Of(new(["a", "b", "c"], [.. Truth.Select(p => 1e6 * p)])).Value : LabelReport.Of(True).MacroF1;
        var figures = TableFigures.Of(3, 3);
        Covers($"bootstrap figure {figure}", r =>
        {
            var generator = new SeededGenerator(11, (ulong)r);
            var cells = new double[9];
            for (var i = 0; i < n; i++) cells[Pick(generator, Truth)]++;
            var drawn = Bootstrap.Run(ResamplingUnits.FromCells(cells), figures.Count, 500, (ulong)r, figures.Compute);
            var summary = BootstrapSummary.Of(drawn[figure]);
            return summary.Low <= truth && truth <= summary.High;
        });
    }

    [Theory]
    [InlineData(TableFigures.Kappa)]
    [InlineData(TableFigures.MacroF1)]
    public void Family_bootstrap_covers_the_truth_when_campaigns_share_one_label(int figure)
    {
        var truth = figure == TableFigures.Kappa ? CohenKappa.Of(new(["a", "b", "c"], [.. Truth.Select(p => 1e6 * p)])).Value : LabelReport.Of(True).MacroF1;
        var figures = TableFigures.Of(3, 3);
        int[] sizes = [1, 1, 1, 1, 2, 3, 6];
        Covers($"family bootstrap figure {figure}", r =>
        {
            var generator = new SeededGenerator(13, (ulong)r);
            var cell = new List<int>();
            var family = new List<string?>();
            for (var g = 0; g < (figure == TableFigures.Kappa ? 250 : 500); g++)
            {
                // The copies of a text get one gold and one machine label: the family is the unit.
                var c = Pick(generator, Truth);
                for (var m = sizes[generator.NextIndex(sizes.Length)]; m > 0; m--)
                {
                    cell.Add(c);
                    family.Add($"f{g}");
                }
            }
            var drawn = Bootstrap.Run(ResamplingUnits.FromItems(9, cell, family), figures.Count, 500, (ulong)r, figures.Compute);
            var summary = BootstrapSummary.Of(drawn[figure]);
            return summary.Low <= truth && truth <= summary.High;
        });
    }

    [Fact]
    public void Shares_of_identical_texts_cover_the_truth_on_effective_items()
    {
        int[] sizes = [1, 1, 1, 1, 2, 3, 6];
        Covers("clustered share", r =>
        {
            var generator = new SeededGenerator(37, (ulong)r);
            var share = new ClusteredShare();
            for (var g = 0; g < 250; g++)
            {
                var right = generator.NextDouble() < 0.8;
                for (var m = sizes[generator.NextIndex(sizes.Length)]; m > 0; m--) share.Add(right, $"f{g}");
            }
            var interval = share.Wilson().Interval;
            return interval.Low <= 0.8 && 0.8 <= interval.High;
        });
    }

    [Fact]
    public void Family_tests_hold_their_level_when_copies_share_one_label()
    {
        int permutation = 0, shift = 0, items = 0;
        int[] sizes = [1, 1, 1, 1, 2, 3, 12];
        Parallel.For(0, Replications, r =>
        {
            var generator = new SeededGenerator(43, (ulong)r);
            var cells = new double[27];
            var families = new List<IReadOnlyList<int>>();
            var pairs = new List<IReadOnlyList<(int, int)>>();
            for (var i = 0; i < 150; i++)
            {
                var gold = generator.NextIndex(3);
                int Label() => generator.NextDouble() < 0.75 ? gold : generator.NextIndex(3);
                var (a, b, size) = (Label(), Label(), sizes[generator.NextIndex(sizes.Length)]);
                cells[(gold * 3 + a) * 3 + b] += size;
                families.Add([.. Enumerable.Repeat((gold * 3 + a) * 3 + b, size)]);
                pairs.Add([.. Enumerable.Repeat((a, b), size)]);
            }
            var joint = new JointTable(["a", "b", "c"], cells);
            if (PairedResampling.Permute(joint, 299, (ulong)r, families: families).KappaP <= 0.05) Interlocked.Increment(ref permutation);
            if (MarginalTests.StuartMaxwellOfFamilies(3, pairs).P <= 0.05) Interlocked.Increment(ref shift);
            if (MarginalTests.StuartMaxwell(joint.AB).P <= 0.05) Interlocked.Increment(ref items);
        });
        output.WriteLine($"level with families: permutation {100.0 * permutation / Replications:0.0} %, Stuart-Maxwell {100.0 * shift / Replications:0.0} %; counting copies {100.0 * items / Replications:0.0} %");
        Assert.InRange(permutation / (double)Replications, 0.03, 0.065);
        Assert.InRange(shift / (double)Replications, 0.02, 0.065);
        // What the family form is for: counting every copy finds a shift that is not there far too often.
        Assert.True(items / (double)Replications > 0.15);
    }

    [Fact]
    public void Stratified_and_difference_shares_cover_the_dockets_truth()
    {
        const int N = 3000, Sample = 300;
        var generator = new SeededGenerator(17);
        var docket = Enumerable.Range(0, N).Select(_ => Pick(generator, Truth)).ToArray();
        var truth = docket.Count(c => c / 3 == 1) / (double)N;
        var predicted = Enumerable.Range(0, 3).Select(k => docket.Count(c => c % 3 == k)).ToArray();
        Covers("difference share", r =>
        {
            var drawn = (int[])docket.Clone();
            new SeededGenerator(19, (ulong)r).Shuffle<int>(drawn);
            var sample = drawn.Take(Sample).ToArray();
            var x = DifferenceEstimator.Simple(
                [.. sample.Select(c => c / 3 == 1 ? 1.0 : 0)], [.. sample.Select(c => c % 3 == 1 ? 1.0 : 0)], predicted[1], N);
            return x.Low <= truth && truth <= x.High;
        });
        var strata = Enumerable.Range(0, 3).Select(k => docket.Where(c => c % 3 == k).ToArray()).ToArray();
        Covers("stratified share", r =>
        {
            var counts = new double[3][];
            for (var h = 0; h < 3; h++)
            {
                counts[h] = new double[3];
                var members = (int[])strata[h].Clone();
                new SeededGenerator(23, (ulong)(3 * r + h)).Shuffle<int>(members);
                foreach (var c in members.Take(100)) counts[h][c / 3]++;
            }
            var x = StratifiedEstimates.Of(counts, [.. predicted.Select(p => (double)p)], true);
            return Math.Abs(x.Share[1]!.Value - truth) <= 1.959963985 * x.ShareStandardError[1]!.Value;
        });
    }

    [Fact]
    public void Paired_differences_cover_the_true_difference_of_kappa()
    {
        // Gold is one of three labels with equal shares; A is right .70 + .10, B .85 + .05 of the time, so kappa is .70 and .85.
        Covers("paired difference of kappa", r =>
        {
            var generator = new SeededGenerator(31, (ulong)r);
            var cells = new double[27];
            for (var i = 0; i < 250; i++)
            {
                var gold = generator.NextIndex(3);
                var easy = generator.NextDouble();
                int Label(double known) => easy < known ? gold : generator.NextIndex(3);
                cells[(gold * 3 + Label(0.70)) * 3 + Label(0.85)]++;
            }
            var joint = new JointTable(["a", "b", "c"], cells);
            var summary = BootstrapSummary.Of(PairedResampling.Differences(joint, ResamplingUnits.FromCells(joint.Cells), 400, (ulong)r)[0]);
            return summary.Low <= 0.15 && 0.15 <= summary.High;
        });
    }

    [Fact]
    public async Task Resamples_are_the_same_on_one_thread_as_on_many()
    {
        var figures = TableFigures.Of(3, 3);
        double[][] Draw() => Bootstrap.Run(ResamplingUnits.FromCells([40, 3, 2, 5, 30, 1, 0, 4, 25]), figures.Count, 2000, 8, figures.Compute);
        var one = await Task.Factory.StartNew(
            Draw, TestContext.Current.CancellationToken, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        Assert.Equal(Draw(), one);
    }

    [Fact]
    public void Paired_tests_hold_their_level_when_the_prompts_are_exchangeable()
    {
        int permutation = 0, midP = 0;
        Parallel.For(0, Replications, r =>
        {
            var generator = new SeededGenerator(29, (ulong)r);
            var cells = new double[27];
            for (var i = 0; i < 150; i++)
            {
                var gold = generator.NextIndex(3);
                int Label() => generator.NextDouble() < 0.75 ? gold : generator.NextIndex(3);
                cells[(gold * 3 + Label()) * 3 + Label()]++;
            }
            var joint = new JointTable(["a", "b", "c"], cells);
            if (PairedResampling.Permute(joint, 299, (ulong)r).KappaP <= 0.05) Interlocked.Increment(ref permutation);
            var (b, c) = joint.Discordant;
            if (McNemar.Of(b, c).MidP <= 0.05) Interlocked.Increment(ref midP);
        });
        output.WriteLine($"level of the permutation test {100.0 * permutation / Replications:0.0} %, of mid-p {100.0 * midP / Replications:0.0} %");
        Assert.InRange(permutation / (double)Replications, 0.03, 0.065);
        Assert.InRange(midP / (double)Replications, 0.02, 0.065);
    }
}
