using CommentClassifier.Agreement.Calibration;
using CommentClassifier.Agreement.Comparison;
using CommentClassifier.Agreement.Intervals;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Tests.Agreement;

/// <summary>Identical texts say one thing once, wherever a figure has an interval.</summary>
public sealed class FamilyTests
{
    private static Dictionary<string, string> Stance(string label) => new() { ["stance"] = label };

    /// <summary>Texts with five copies each, and as many on their own; the machine states a confidence and is often wrong.</summary>
    private static AgreementRequest Copies(int copies)
    {
        var generator = new SeededGenerator(3);
        string[] names = ["oppose", "support"];
        var humans = new List<HumanCode>();
        var machine = new List<MachineLabel>();
        for (var text = 0; text < 80; text++)
        {
            var gold = names[generator.NextIndex(2)];
            var confidence = Math.Round(0.5 + (0.5 * generator.NextDouble()), 1);
            var label = generator.NextDouble() < confidence ? gold : names[generator.NextIndex(2)];
            for (var copy = 0; copy < (text % 2 == 0 ? copies : 1); copy++)
            {
                humans.Add(new HumanCode($"{text}-{copy}", "ann", Stance(gold), FamilyKey: $"t{text}"));
                machine.Add(new MachineLabel($"{text}-{copy}", label, Confidence: confidence));
            }
        }
        return new AgreementRequest(humans, [new DimensionInput("stance") { Machine = machine }]);
    }

    [Fact]
    public void Counted_by_distinct_text_copies_change_nothing()
    {
        var once = AgreementAnalysis.Run(Copies(1)).Dimensions[0];
        var often = AgreementAnalysis.Run(Copies(5)).Dimensions[0];
        Assert.Null(once.PerDistinctText);
        var texts = often.PerDistinctText!;
        Assert.Equal(80, texts.Texts);
        Assert.Equal(once.CohenKappa!.Value!.Value, texts.CohenKappa.Value!.Value, 9);
        Assert.Equal(once.PercentAgreement!.Value!.Value, texts.PercentAgreement.Value!.Value, 9);
        Assert.Equal(once.MacroF1!.Value!.Value, texts.MacroF1.Value!.Value, 9);
        Assert.Equal(80, texts.PerLabel.Sum(l => l.Human), 6);
        Assert.NotEqual(often.CohenKappa!.Value!.Value, texts.CohenKappa.Value.Value, 3);
    }

    [Fact]
    public void Copies_make_no_interval_of_calibration_narrower()
    {
        var once = AgreementAnalysis.Run(Copies(1)).Dimensions[0].Calibration!;
        var often = AgreementAnalysis.Run(Copies(8)).Dimensions[0].Calibration!;
        static double Width(Figure f) => f.CiHigh!.Value - f.CiLow!.Value;
        Assert.True(Width(often.Overconfidence) > 0.8 * Width(once.Overconfidence));
        Assert.True(Width(often.BrierScore) > 0.8 * Width(once.BrierScore));
        var (last, alone) = (often.Curve[^1], once.Curve[^1]);
        Assert.True(last.AccuracyHigh - last.AccuracyLow > 0.8 * (alone.AccuracyHigh - alone.AccuracyLow));
        Assert.Equal(often.Brier!.Value, often.BrierScore.Value!.Value, 12);
        Assert.Equal(often.MeanConfidence!.Value - often.Accuracy!.Value, often.Overconfidence.Value!.Value, 12);
    }

    [Fact]
    public void Four_letters_sent_a_thousand_times_are_not_four_thousand_proofs()
    {
        var family = Enumerable.Range(0, 4000).Select(i => $"letter{i / 1000}").ToArray();
        var curve = CoverageCurve.Of([.. family.Select(_ => 0.9)], [.. family.Select(_ => true)], family: family);
        Assert.InRange(Assert.Single(curve.Points).AccuracyLow!.Value, 0.4, 0.6);
        // One wrong comment beside them tells no more about the letters.
        var share = new ClusteredShare();
        foreach (var letter in family) share.Add(true, letter);
        share.Add(false, null);
        Assert.InRange(share.Wilson().Interval.Low!.Value, 0.35, 0.6);
    }

    [Fact]
    public void A_share_added_item_by_item_has_the_linearised_variance_of_its_families()
    {
        // Forty families of one, two or three, worked out from the definition.
        var generator = new SeededGenerator(9);
        var flags = new List<bool>();
        var family = new List<string?>();
        var residuals = new List<(int Hits, int Size)>();
        for (var f = 0; f < 40; f++)
        {
            var size = 1 + (f % 3);
            var hits = 0;
            for (var m = 0; m < size; m++)
            {
                var hit = generator.NextDouble() < 0.6;
                hits += hit ? 1 : 0;
                flags.Add(hit);
                family.Add($"f{f}");
            }
            residuals.Add((hits, size));
        }
        var p = flags.Count(f => f) / (double)flags.Count;
        var variance = residuals.Sum(r => Math.Pow(r.Hits - (p * r.Size), 2)) / Math.Pow(flags.Count, 2) * 40 / 39;
        Assert.Equal(Math.Min(flags.Count, p * (1 - p) / variance), ClusteredShare.Wilson(flags, family).EffectiveItems, 9);
        var mean = ClusteredMean.Of([.. flags.Select(f => f ? 1.0 : 0)], family);
        Assert.Equal(Math.Sqrt(variance), mean.StandardError!.Value, 12);
    }

    [Fact]
    public void Families_of_one_give_the_plain_stuart_maxwell_test_and_copies_do_not_inflate_it()
    {
        var generator = new SeededGenerator(7);
        var pairs = Enumerable.Range(0, 120).Select(_ => (First: generator.NextIndex(3), Second: generator.NextIndex(4) % 3)).ToArray();
        var cells = new double[9];
        foreach (var (first, second) in pairs) cells[(first * 3) + second]++;
        var plain = MarginalTests.StuartMaxwell(new(["a", "b", "c"], cells));
        var alone = MarginalTests.StuartMaxwellOfFamilies(3, pairs.Select(p => (IReadOnlyList<(int, int)>)[p]));
        Assert.Equal(plain.Df, alone.Df);
        Assert.Equal(plain.Statistic!.Value, alone.Statistic!.Value, 9);
        Assert.Equal(plain.P!.Value, alone.P!.Value, 9);
        var copied = MarginalTests.StuartMaxwellOfFamilies(3, pairs.Select(p => (IReadOnlyList<(int, int)>)[.. Enumerable.Repeat(p, 6)]));
        Assert.Equal(plain.Statistic.Value, copied.Statistic!.Value, 9);
        Assert.Null(MarginalTests.StuartMaxwellOfFamilies(3, []).P);
    }
}
