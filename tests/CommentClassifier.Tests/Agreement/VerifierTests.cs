using CommentClassifier.Agreement.Verification;

namespace CommentClassifier.Tests.Agreement;

public sealed class VerifierTests
{
    [Fact]
    public void Every_case_of_the_projects_own_file_passes()
    {
        var path = Files.Above("fixtures/statistics/cases.json");
        Assert.NotNull(path);
        ReferenceCaseTests.AssertAllPass(File.ReadAllText(path), 80);
    }

    [Fact]
    public void A_wrong_expectation_fails_with_both_numbers()
    {
        var result = StatisticsVerifier.Verify(
            """[{"id":"x","statistic":"brier_score","data":{"y":[1,0],"p":[0.5,0.5]},"expected":{"value":0.3},"tolerance":{"abs":1e-9}}]""");
        var failed = Assert.Single(result.Failed);
        Assert.Equal(("x", "value", 0.3, 0.25), (failed.Id, failed.Key, failed.Expected, failed.Actual));
        Assert.Equal((1, 0), (result.Cases, result.Passed));
    }

    [Fact]
    public void An_undefined_figure_is_not_zero()
    {
        const string Template = """[{"id":"x","statistic":"mcc","data":{"labels":["a","b"],"matrix":[[3,0],[0,0]]},"expected":{"value":VALUE}}]""";
        Assert.True(StatisticsVerifier.Verify(Template.Replace("VALUE", "null", StringComparison.Ordinal)).AllPassed);
        Assert.False(StatisticsVerifier.Verify(Template.Replace("VALUE", "0", StringComparison.Ordinal)).AllPassed);
    }

    [Fact]
    public void One_broken_case_does_not_stop_the_others()
    {
        var result = StatisticsVerifier.Verify(
            """
            [ 7,
              {"id":"no-data","statistic":"mcc","expected":{"value":0}},
              {"id":"ragged","statistic":"mcc","data":{"labels":["a","b"],"matrix":[[1,2],[3]]},"expected":{"value":0}},
              {"id":"unknown","statistic":"phlogiston","data":{},"expected":{"value":0}},
              {"id":"good","statistic":"balanced_accuracy","data":{"labels":["0","1"],"matrix":[[3,1],[1,1]]},"expected":{"value":0.625}} ]
            """);
        Assert.Equal((5, 1), (result.Cases, result.Passed));
        Assert.Equal("phlogiston", Assert.Single(result.Unsupported).Statistic);
        Assert.Equal(3, result.Failed.Count);
        Assert.Contains(result.Failed, f => f.Id == "no-data" && f.Actual!.ToString()!.Contains("add it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("\"text\"")]
    [InlineData("")]
    public void A_file_that_is_no_list_of_cases_gives_one_clear_error(string json) =>
        Assert.Throws<ReferenceFileException>(() => StatisticsVerifier.Verify(json));

    [Theory]
    [InlineData("abs", 0.2501, 0.001, true)]
    [InlineData("abs", 0.2501, 0.00001, false)]
    [InlineData("rel", 0.2501, 0.001, true)]
    public void Tolerances_of_a_key_override_the_cases(string kind, double expected, double tolerance, bool passes)
    {
        const string Template =
            """[{"id":"x","statistic":"brier_score","data":{"y":[1,0],"p":[0.5,0.5]},"expected":{"value":EXPECTED},"tolerance":{"abs":5,"keys":{"value":{"KIND":TOLERANCE}}}}]""";
        static string Text(double x) => x.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var json = Template.Replace("EXPECTED", Text(expected), StringComparison.Ordinal).Replace("KIND", kind, StringComparison.Ordinal)
            .Replace("TOLERANCE", Text(tolerance), StringComparison.Ordinal);
        Assert.Equal(passes, StatisticsVerifier.Verify(json).AllPassed);
    }

    [Theory]
    [InlineData("wilson")]
    [InlineData("clopper_pearson")]
    [InlineData("agresti_coull")]
    [InlineData("jeffreys")]
    [InlineData("wald")]
    public void Any_interval_may_be_asked_for_at_any_level(string method)
    {
        var narrow = CommentClassifier.Agreement.Intervals.BinomialInterval.Named(method, 13, 16, 0.8);
        var wide = CommentClassifier.Agreement.Intervals.BinomialInterval.Named(method, 13, 16, 0.99);
        Assert.True(wide.Low < narrow.Low && narrow.Low < 13 / 16.0 && narrow.High > 0.8 && wide.High >= narrow.High);
    }
}
