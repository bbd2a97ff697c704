using CommentClassifier.Dockets;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Dockets;

public sealed class CommentTextTests
{
    [Theory]
    [InlineData("a<br/>b<BR>c", "a\nb\nc")]
    [InlineData("<p>one</p><p>two</p>", "one\n\ntwo")]
    [InlineData("1.<span style='padding-left: 30px'></span>item", "1.item")]
    [InlineData("it&#39;s &quot;x&quot; &amp; y&rsquo;s", "it's \"x\" & y’s")]
    [InlineData("it&amp;#39;s &amp;amp;lt;3", "it's <3")]
    [InlineData("x < y and <3 and a<b>c", "x < y and <3 and ac")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("if a <b and c> d", "if a <b and c> d")]
    [InlineData("AT&T; R&D &nosuch; 5 &lt; 6", "AT&T; R&D &nosuch; 5 < 6")]
    [InlineData("don&#146;t", "don’t")]
    [InlineData("  a \t \r\n\r\n\r\n \n b\0\u0007 ", "a\n\n b")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("a\u00a0b\u200bc\u202ed", "a bcd")]
    [InlineData("hi\udb40\udc41", "hi")]
    [InlineData("👩\u200d🎨 ok", "👩\u200d🎨 ok")]
    public void Markup_goes_and_words_stay(string raw, string text) => Assert.Equal(text, CommentText.Normalise(raw));

    [Fact]
    public void Half_a_character_becomes_the_replacement_character() =>
        Assert.Equal("lone \ufffd end", CommentText.Normalise("lone " + '\ud83d' + " end"));

    [Property(MaxTest = 500)]
    public bool Normalising_twice_changes_nothing(string raw) => CommentText.Normalise(CommentText.Normalise(raw)) == CommentText.Normalise(raw);

    [Property(MaxTest = 2000)]
    public bool Normalising_twice_changes_nothing_even_in_a_soup_of_markup(int[] picks)
    {
        string[] soup = ["&", "amp;", "lt;", "gt;", "#39;", "#x3c;", "#60", "br", "<", ">", "/", "p", "b ", " x='1'", "\n", "\r", " ", "\u0338", "\u00a0", ";", "&#62;", "&nbsp;", "\u037e", "e\u0301", "&#56320;", "\ud800"];
        var raw = string.Concat(picks.Select(pick => soup[(pick & int.MaxValue) % soup.Length]));
        var once = CommentText.Normalise(raw);
        return CommentText.Normalise(once) == once;
    }

    [Property(MaxTest = 500)]
    public bool Plain_prose_is_left_alone(FsCheck.NonEmptyString prose)
    {
        var plain = string.Concat(prose.Get.Where(c => char.IsAsciiLetterOrDigit(c) || c is '<' or ',' or '.')).Trim();
        return CommentText.Normalise(plain) == plain;
    }

    [Fact]
    public void Deep_nesting_costs_linear_time()
    {
        var hostile = string.Concat(Enumerable.Repeat("&amp;", 1)) + string.Concat(Enumerable.Repeat("amp;", 200_000)) + "lt;" + new string('<', 200_000) + new string('>', 200_000);

        Assert.StartsWith("<", CommentText.Normalise(hostile), StringComparison.Ordinal);
    }
}
