using CommentClassifier.Endpoints;

namespace CommentClassifier.Tests.Endpoints;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("20", 20)]
    [InlineData("0.3", 0.3)]
    [InlineData("Mon, 23 Nov 2026 12:00:07 GMT", 7)]
    [InlineData("6m0s", 360)]
    [InlineData("1h2m3s", 3723)]
    [InlineData("12ms", 0.012)]
    [InlineData("7.66s", 7.66)]
    public void Every_form_of_the_header_is_read(string value, double seconds) =>
        Assert.Equal(seconds, RetryAfter.Value(value, Now)!.Value.TotalSeconds, 6);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0s")]
    [InlineData("Mon, 23 Nov 2026 11:59:00 GMT")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_in_the_future_is_unknown(string? value) => Assert.Null(RetryAfter.Value(value, Now));

    [Theory]
    [InlineData("Please try again in 300ms.", 0.3)]
    [InlineData("Please try again in 1.5s. Visit us.", 1.5)]
    [InlineData("Please try again in 6m0s.", 360)]
    [InlineData("Try again in 20 seconds", 20)]
    [InlineData("Please retry after 1 second.", 1)]
    [InlineData("Please retry in 37.5s", 37.5)]
    [InlineData("Try again in 5", 5)]
    [InlineData("try again in 2 minutes.", 120)]
    public void The_bodys_words_are_read(string message, double seconds) =>
        Assert.Equal(seconds, RetryAfter.Find(_ => null, message, Now)!.Value.TotalSeconds, 6);

    [Fact]
    public void Words_without_a_figure_are_unknown() => Assert.Null(RetryAfter.Find(_ => null, "Please try again in a while.", Now));

    [Fact]
    public void Milliseconds_win_over_seconds_which_are_rounded_up() =>
        Assert.Equal(TimeSpan.FromMilliseconds(120), RetryAfter.Find(h => h == "retry-after-ms" ? "120" : "1", null, Now));
}
