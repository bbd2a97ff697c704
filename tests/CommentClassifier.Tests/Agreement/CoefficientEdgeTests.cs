using CommentClassifier.Agreement;
using CommentClassifier.Agreement.Coders;
using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Comparison;
using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Agreement.Sampling;

namespace CommentClassifier.Tests.Agreement;

public sealed class CoefficientEdgeTests
{
    private static ConfusionMatrix Two(double a, double b, double c, double d) => new(["x", "y"], [a, b, c, d]);

    [Fact]
    public void Kappa_is_undefined_when_both_coders_use_one_label()
    {
        var kappa = CohenKappa.Of(Two(50, 0, 0, 0));
        Assert.Null(kappa.Value);
        Assert.Contains("no variation", kappa.Reason, StringComparison.Ordinal);
        Assert.Equal(1, ChanceCorrected.GwetAc(Two(50, 0, 0, 0)).Value);
    }

    [Fact]
    public void Kappa_of_a_constant_rater_is_zero_with_a_degenerate_interval()
    {
        var kappa = CohenKappa.Of(Two(30, 0, 20, 0));
        Assert.Equal((0.0, 0.0, 0.0), (kappa.Value!.Value, kappa.Low!.Value, kappa.High!.Value));
        Assert.Null(kappa.P);
    }

    [Fact]
    public void Kappa_of_no_items_is_null_and_of_one_item_has_no_interval()
    {
        Assert.Null(CohenKappa.Of(Two(0, 0, 0, 0)).Value);
        var one = CohenKappa.Of(Two(0, 1, 0, 0));
        Assert.Equal(0, one.Value);
        Assert.Null(one.Low);
    }

    [Fact]
    public void Labels_off_the_scale_earn_no_partial_credit()
    {
        var weights = AgreementWeights.OnScale(false, [0, 1, 2, null]);
        Assert.Equal(0.5, weights[0, 1]);
        Assert.Equal(0, weights[0, 3]);
        Assert.Equal(1, weights[3, 3]);
    }

    [Fact]
    public void A_label_never_predicted_has_no_precision_and_one_without_gold_no_recall()
    {
        var report = LabelReport.Of(new ConfusionMatrix(["a", "b", "c"], [5, 0, 1, 2, 0, 0, 0, 0, 0]));
        Assert.Null(report.Labels[1].Precision);
        Assert.Equal(0, report.Labels[1].F1);
        Assert.Null(report.Labels[2].Recall);
        Assert.Equal(3, report.LabelsInMacro);
    }

    [Fact]
    public void Mid_p_follows_Fagerland_when_the_discordant_counts_are_equal()
    {
        Assert.Equal(0.75, McNemar.Of(1, 1).MidP, 12);
        Assert.Equal(1, McNemar.Of(0, 0).MidP);
    }

    [Fact]
    public void Separate_blocks_of_exchanged_labels_do_not_break_stuart_maxwell()
    {
        var test = MarginalTests.StuartMaxwell(new ConfusionMatrix(["a", "b", "c", "d"], [10, 6, 0, 0, 2, 10, 0, 0, 0, 0, 10, 9, 0, 0, 3, 10]));
        Assert.Equal(2, test.Df);
        Assert.Equal(16.0 / 8 + 36.0 / 12, test.Statistic!.Value, 9);
    }

    [Fact]
    public void A_far_tail_keeps_its_digits() =>
        Assert.InRange(CommentClassifier.Agreement.Intervals.NormalInterval.ChiSquareP(297.6, 1)!.Value, 1e-68, 1e-64);

    [Fact]
    public void The_alternative_test_does_not_pass_on_nothing()
    {
        var same = Enumerable.Range(0, 30).ToDictionary(i => $"i{i}", _ => "x");
        var humans = new[] { "h1", "h2", "h3" }.ToDictionary(h => h, _ => (IReadOnlyDictionary<string, string>)same);
        var test = AlternativeTest.Of(humans, same, epsilon: 0);
        Assert.All(test.PValues, Assert.Null);
        Assert.Equal(0, test.WinningRate);
    }

    [Fact]
    public void Predictions_without_variance_get_no_weight_in_ppi()
    {
        var x = PredictionPowered.Mean([1, 0, 1, 1], [1, 1, 1, 1], [(1, 100)]);
        Assert.Equal(0, x.Lambda);
        Assert.Equal(0.75, x.Estimate);
    }

    [Fact]
    public void A_stratum_with_one_item_has_an_estimate_and_no_error()
    {
        var x = StratifiedEstimates.Of([[1, 0], [2, 8]], [10, 90]);
        Assert.NotNull(x.Share[0]);
        Assert.Null(x.ShareStandardError[0]);
        Assert.Null(StratifiedEstimates.Of([[0, 0], [2, 8]], [10, 90]).Share[0]);
    }

    [Fact]
    public void Planning_sizes_match_the_published_ones()
    {
        Assert.Equal(545, SampleSize.ForShare(0.85, 0.03).N);
        Assert.Equal(469, SampleSize.ForMcNemar(0.10, 0.05));
        Assert.Equal(117, SampleSize.ForKappa(0.5, 0.5, 0.85, 0.7));
        Assert.Null(SampleSize.ForMcNemar(0.1, 0.1));
    }
}
