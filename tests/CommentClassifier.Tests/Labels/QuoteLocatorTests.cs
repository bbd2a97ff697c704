using CommentClassifier.Labels;
using FsCheck;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Labels;

public class QuoteLocatorTests
{
    [Theory]
    [InlineData("I hate this", "I hate this")]
    [InlineData("\"Keep it\" as it is - please...", "“Keep it” as  it\nis – please…")]
    [InlineData("please... 😀", "please… 😀")]
    [InlineData("  please ", "please")]
    [InlineData("…😀", null)]
    [InlineData("keep it", null)]
    [InlineData("I hate this rule! ", null)]
    [InlineData("", null)]
    [InlineData("   ", null)]
    public void A_quote_is_found_exactly_or_with_typographic_forms_folded(string quote, string? found)
    {
        var span = QuoteLocator.Find(Samples.Text, quote);
        Assert.Equal(found, span is { } s ? Samples.Text.Substring(s.Start, s.Length) : null);
    }

    [Fact]
    public void An_exact_place_wins_over_a_folded_one_before_it() =>
        Assert.Equal(new TextSpan(6, 5), QuoteLocator.Find("don’t don't", "don't"));

    [Fact]
    public void A_span_never_cuts_a_surrogate_pair() =>
        Assert.Equal(new TextSpan(1, 6), QuoteLocator.Find("’😀\n\n😀!", "😀 😀"));

    [Property(MaxTest = 500)]
    public void Any_piece_of_any_text_is_found_where_it_reads_the_same(NonNull<string> text, NonNegativeInt from, NonNegativeInt length)
    {
        var start = from.Get % (text.Get.Length + 1);
        var piece = text.Get.Substring(start, Math.Min(length.Get, text.Get.Length - start));
        var span = QuoteLocator.Find(text.Get, piece);
        Assert.Equal(string.IsNullOrWhiteSpace(piece), span is null);
        if (span is { } s)
            Assert.Equal(piece, text.Get.Substring(s.Start, s.Length));
    }
}
