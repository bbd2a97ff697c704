using CommentClassifier.Labels;
using CommentClassifier.Prompts;
using FsCheck;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Prompts;

public class UserMessageTests
{
    [Fact]
    public void A_comment_is_one_line_with_id_and_text_and_no_needless_escape() =>
        Assert.Equal("{\"id\":\"bc123\",\"text\":\"<b>“Nein”</b> & 'no'\\n\\\"über\\\" 😀 C:\\\\x\\u0001\"}", UserMessage.Line("bc123", "<b>“Nein”</b> & 'no'\n\"über\" 😀 C:\\x\u0001"));

    [Property(MaxTest = 300)]
    public void Any_texts_come_back_from_a_message_as_they_went_in(NonNull<string>[] texts)
    {
        var items = texts.Select((t, i) => new AskedItem($"a{i}", System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(t.Get)))).ToList();
        var message = UserMessage.Build(items);
        Assert.Equal(items.Count + 1, message.Count(c => c == '\n'));
        if (items.Count > 0)
            Assert.Equal(items, UserMessage.Parse(message));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("intro\nnot json\n")]
    [InlineData("intro\n{\"id\":1,\"text\":\"x\"}\n")]
    [InlineData("intro\n{\"id\":\"a\"}\n")]
    public void Another_form_is_not_parsed(string message) => Assert.Null(UserMessage.Parse(message));

    [Fact]
    public void Tokens_of_the_parts_are_those_of_the_message_within_two_a_line()
    {
        var items = Enumerable.Range(0, 40).Select(i => new AskedItem(Aliases.Create(40, new byte[16])[i], $"Comment {i}: I am \"for\" it,\nmostly. {new string('x', i)}")).ToList();
        var whole = TokenCounter.Count(UserMessage.Build(items));
        var parts = TokenCounter.Count(UserMessage.Build([])) + items.Sum(i => PacketEstimate.OfItem(i.Text));
        Assert.InRange(parts - whole, -4, 2 * items.Count);
    }

    [Fact]
    public void Long_texts_count_as_many_tokens_in_pieces_and_runs_do_not_stall()
    {
        var text = string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"word{i}, so (it) goes."));
        var whole = Microsoft.ML.Tokenizers.TiktokenTokenizer.CreateForEncoding("o200k_base").CountTokens(text);
        Assert.Equal(whole, TokenCounter.Count(text));
        Assert.InRange(TokenCounter.Count(new string('a', 200_000)), 20_000, 30_000);
    }

    [Fact]
    public void Aliases_are_distinct_reproducible_and_differ_by_seed()
    {
        var one = Aliases.Create(5000, "0123456789abcdef"u8);
        Assert.Equal(5000, one.Distinct().Count());
        Assert.All(one, a => Assert.Matches("^[b-df-hj-np-tv-xz]{2}[0-9]{3}$", a));
        Assert.Equal(one, Aliases.Create(5000, "0123456789abcdef"u8));
        Assert.True(one.Take(50).Intersect(Aliases.Create(50, "0123456789abcdeg"u8)).Count() < 5);
    }
}
