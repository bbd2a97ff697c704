using CommentClassifier.Agreement.Calibration;
using CommentClassifier.Agreement.Resampling;
using CommentClassifier.Agreement.Sampling;

namespace CommentClassifier.Tests.Agreement;

public sealed class SamplingTests
{
    private static SampleFrameItem[] Frame(params (string Stratum, int Size)[] strata) =>
        [.. strata.SelectMany(s => Enumerable.Range(0, s.Size).Select(i => new SampleFrameItem($"{s.Stratum}{i:00000}", s.Stratum)))];

    [Fact]
    public void A_stratified_draw_keeps_the_floor_and_its_weights_add_up_to_the_docket()
    {
        var draw = SampleDraw.Stratified(Frame(("oppose", 900), ("support", 90), ("unclear", 10)), 100, 1, 20);
        Assert.Equal(100, draw.Comments.Count);
        Assert.Equal([("oppose", 65), ("support", 25), ("unclear", 10)], draw.Plan.Strata.Select(s => (s.Stratum, s.Drawn)));
        Assert.Equal(1000, draw.Comments.Sum(c => c.Weight), 6);
        Assert.Equal(100, draw.Comments.Select(c => c.CommentId).Distinct().Count());
    }

    [Fact]
    public void The_same_seed_draws_the_same_comments_whatever_the_order_of_the_frame()
    {
        var frame = Frame(("x", 500));
        var first = SampleDraw.Simple(frame, 50, 9).Comments;
        Assert.Equal(first, SampleDraw.Simple([.. frame.Reverse()], 50, 9).Comments);
        Assert.NotEqual(first, SampleDraw.Simple(frame, 50, 10).Comments);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(5000, 1000)]
    public void Sizes_that_do_not_fit_are_met_as_far_as_they_can_be(int size, int drawn) =>
        Assert.Equal(drawn, SampleDraw.Stratified(Frame(("a", 900), ("b", 90), ("c", 10)), size, 1).Comments.Count);

    [Fact]
    public void The_generators_sequence_never_changes()
    {
        var generator = new SeededGenerator(1);
        ulong[] first = [generator.NextBits(), generator.NextBits(), generator.NextBits()];
        Assert.Equal(Frozen, first);
    }

    private static readonly ulong[] Frozen = [13863283153970582716, 12417896509194730274, 13077526014699032744];

    [Theory]
    [InlineData(20, 0.3)]
    [InlineData(1000, 0.5)]
    [InlineData(100_000, 0.9)]
    [InlineData(50, 0.001)]
    public void Binomial_draws_have_the_right_mean_and_variance(int n, double p)
    {
        var generator = new SeededGenerator(77);
        const int Draws = 40_000;
        double sum = 0, squares = 0;
        for (var i = 0; i < Draws; i++)
        {
            double x = BinomialSampler.Next(generator, n, p);
            sum += x;
            squares += (x - n * p) * (x - n * p);
        }
        var variance = n * p * (1 - p);
        Assert.InRange(sum / Draws, n * p - 5 * Math.Sqrt(variance / Draws), n * p + 5 * Math.Sqrt(variance / Draws));
        Assert.InRange(squares / Draws / variance, 0.9, 1.1);
    }

    [Fact]
    public void A_weighted_stratified_resample_keeps_each_stratums_size()
    {
        var units = ResamplingUnits.FromItems(4, [0, 0, 1, 2, 3, 3], stratum: ["s", "s", "s", "t", "t", "t"]);
        var cells = new double[4];
        var generator = new SeededGenerator(3);
        for (var r = 0; r < 50; r++)
        {
            units.Draw(generator, cells);
            Assert.Equal((3.0, 3.0), (cells[0] + cells[1], cells[2] + cells[3]));
        }
    }

    [Fact]
    public void Confident_labels_can_be_accepted_unread_at_a_wanted_accuracy()
    {
        double[] confidence = [.. Enumerable.Repeat(0.99, 200), .. Enumerable.Repeat(0.6, 100)];
        bool[] correct = [.. Enumerable.Range(0, 300).Select(i => i < 200 ? i % 50 != 0 : i % 2 == 0)];
        var curve = CoverageCurve.Of(confidence, correct);
        Assert.Equal(2, curve.Points.Count);
        var accepted = curve.AcceptAt(0.9);
        Assert.Equal((0.99, 200), (accepted!.Threshold, accepted.Accepted));
        Assert.Null(curve.AcceptAt(0.999));
    }
}
