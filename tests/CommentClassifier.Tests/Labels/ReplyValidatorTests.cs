using CommentClassifier.Labels;

namespace CommentClassifier.Tests.Labels;

public class ReplyValidatorTests
{
    [Fact]
    public void A_right_answer_is_valid_and_its_quotes_become_offsets()
    {
        var items = Assert.IsType<ReplyCheck.Items>(Samples.Check(Samples.Reply(Samples.Item("a"))));

        var labels = Assert.Single(items.Valid).Labels;
        Assert.Equal(new AssignedLabel("tone", "bad", 0.9, new TextSpan(0, 17)), labels[0]);
        Assert.Equal("please", Samples.Text.Substring(labels[1].Quote!.Value.Start, labels[1].Quote!.Value.Length));
    }

    [Theory]
    [InlineData("length", BrokenReply.Truncated)]
    [InlineData("content_filter", BrokenReply.Filtered)]
    public void A_cut_off_reply_is_broken_even_if_it_parses(string finish, BrokenReply kind) =>
        Assert.Equal(kind, Assert.IsType<ReplyCheck.Broken>(Samples.Check(Samples.Reply(Samples.Item("a")), finish)).Kind);

    [Theory]
    [InlineData(null, BrokenReply.Empty)]
    [InlineData(" \n", BrokenReply.Empty)]
    [InlineData("Sure! Here it is.", BrokenReply.NotJson)]
    [InlineData("{\"results\":[{\"id\":\"a\"", BrokenReply.NotJson)]
    [InlineData("{\"results\":[]} extra", BrokenReply.NotJson)]
    [InlineData("{\"results\":[NaN]}", BrokenReply.NotJson)]
    [InlineData("[]", BrokenReply.NoResults)]
    [InlineData("7", BrokenReply.NoResults)]
    [InlineData("{}", BrokenReply.NoResults)]
    [InlineData("{\"results\":null}", BrokenReply.NoResults)]
    [InlineData("{\"results\":[],\"results\":[]}", BrokenReply.NoResults)]
    [InlineData("{\"results\":[],\"note\":1}", BrokenReply.NoResults)]
    public void A_reply_without_one_results_array_is_broken_as_a_whole(string? content, BrokenReply kind) =>
        Assert.Equal(kind, Assert.IsType<ReplyCheck.Broken>(Samples.Check(content)).Kind);

    [Fact]
    public void A_fenced_reply_is_not_JSON_where_extraction_is_not_allowed() =>
        Assert.IsType<ReplyCheck.Broken>(Samples.Check($"```json\n{Samples.Reply(Samples.Item("a"))}\n```"));

    [Fact]
    public void Nesting_beyond_any_schema_is_broken_and_does_not_throw() =>
        Assert.IsType<ReplyCheck.Broken>(Samples.Check($"{{\"results\":[{new string('[', 5000)}{new string(']', 5000)}]}}"));

    [Fact]
    public void An_empty_array_leaves_every_comment_missing()
    {
        var items = Assert.IsType<ReplyCheck.Items>(Samples.Check("{\"results\":[]}", "stop", "a", "b"));
        Assert.Equal(["a", "b"], items.Missing);
    }

    [Fact]
    public void An_id_answered_twice_is_invalid_even_if_both_answers_are_equal()
    {
        var items = Assert.IsType<ReplyCheck.Items>(Samples.Check(Samples.Reply(Samples.Item("a"), Samples.Item("a"), Samples.Item("b")), "stop", "a", "b"));
        Assert.Equal("a", Assert.Single(items.Invalid).Alias);
        Assert.Equal(["a"], items.Repeated);
        Assert.Equal("b", Assert.Single(items.Valid).Alias);
    }

    [Fact]
    public void A_foreign_id_is_noted_and_spoils_nothing()
    {
        var items = Assert.IsType<ReplyCheck.Items>(Samples.Check(Samples.Reply(Samples.Item("a"), Samples.Item("zz"), "7", "{\"id\":5}", "{\"id\":\"A\"}"), "stop", "a"));
        Assert.Equal(["zz", "", "", "A"], items.Foreign);
        Assert.Single(items.Valid);
        Assert.Empty(items.Invalid);
    }

    public static TheoryData<string, string> BadItems() => new()
    {
        { Samples.Item("a", tone: "BAD"), "label" },
        { Samples.Item("a", tone: "support"), "label" },
        { Samples.Item("a", toneQuote: ""), "needs a quote" },
        { Samples.Item("a", toneQuote: "I love this rule."), "does not stand" },
        { Samples.Item("a", toneQuote: "i hate this rule."), "does not stand" },
        { Samples.Item("a", toneQuote: "I h"), "too short" },
        { Samples.Item("a", confidence: "1.01"), "confidence" },
        { Samples.Item("a", confidence: "-0.1"), "confidence" },
        { Samples.Item("a", confidence: "1e999"), "too large" },
        { Samples.Item("a", confidence: "\"0.9\""), "not a number" },
        { Samples.Item("a", confidence: "\"NaN\""), "not a number" },
        { Samples.Item("a", confidence: "null"), "not a number" },
        { Samples.Item("a", toneQuote: "\\ud800"), "broken Unicode" },
        { Samples.Item("a").Replace("\"label\":\"bad\"", "\"label\":\"bad\",\"label\":\"good\"", StringComparison.Ordinal), "twice" },
        { Samples.Item("a").Replace("\"label\":\"bad\",", "", StringComparison.Ordinal), "missing" },
        { Samples.Item("a").Replace("\"label\":\"bad\"", "\"label\":[[[[\"bad\"]]]]", StringComparison.Ordinal), "label" },
        { Samples.Item("a").Replace("{\"id\"", "{\"why\":1,\"id\"", StringComparison.Ordinal), "not a property" },
        { "{\"id\":\"a\"}", "missing" },
    };

    [Theory]
    [MemberData(nameof(BadItems))]
    public void A_bad_item_is_invalid_with_its_reason_and_its_neighbours_stay_valid(string bad, string reason)
    {
        var items = Assert.IsType<ReplyCheck.Items>(Samples.Check(Samples.Reply(Samples.Item("b"), bad, Samples.Item("c")), "stop", "a", "b", "c"));
        var invalid = Assert.Single(items.Invalid);
        Assert.Equal("a", invalid.Alias);
        Assert.Contains(reason, invalid.Reason, StringComparison.Ordinal);
        Assert.Equal(["b", "c"], items.Valid.Select(v => v.Alias));
    }

    [Fact]
    public void A_quote_for_what_is_not_addressed_is_left_out_and_the_label_kept()
    {
        var items = Assert.IsType<ReplyCheck.Items>(Samples.Check(Samples.Reply(Samples.Item("a", stance: "silent"))));
        Assert.Null(Assert.Single(items.Valid).Labels.Single(l => l.Label == "silent").Quote);
    }

    [Fact]
    public void Unclear_may_go_without_a_quote_and_silence_has_none()
    {
        var items = Assert.IsType<ReplyCheck.Items>(Samples.Check(Samples.Reply(Samples.Item("a", "unclear", "", "silent", ""))));
        Assert.All(Assert.Single(items.Valid).Labels, l => Assert.Null(l.Quote));
    }

    [Fact]
    public void A_comment_of_two_letters_can_be_quoted_whole()
    {
        var check = Samples.Validator.Check(Samples.Reply(Samples.Item("a", toneQuote: "No", stanceQuote: "No")), "stop", [new AskedItem("a", "No")]);
        Assert.Single(Assert.IsType<ReplyCheck.Items>(check).Valid);
    }

    [Fact]
    public void A_bare_shape_asks_for_labels_alone()
    {
        var validator = new ReplyValidator(Samples.Codebook, new ReplyShape(false, false));
        var check = validator.Check("""{"results":[{"id":"a","tone":"good","stance":"silent"}]}""", null, [new AskedItem("a", "")]);
        Assert.Equal([new AssignedLabel("tone", "good", null, null), new AssignedLabel("stance", "silent", null, null)],
            Assert.Single(Assert.IsType<ReplyCheck.Items>(check).Valid).Labels);
    }

    [Fact]
    public void What_the_writer_writes_the_validator_accepts()
    {
        var item = new AskedItem("a", Samples.Text);
        IReadOnlyList<AssignedLabel> labels = [new("tone", "both", 0.25, new TextSpan(18, 20)), new("stance", "silent", 1, null)];
        var check = Samples.Validator.Check(ReplyWriter.Write(Samples.Codebook, Samples.Full, [(item, labels)]), "stop", [item]);
        Assert.Equal(labels, Assert.Single(Assert.IsType<ReplyCheck.Items>(check).Valid).Labels);
    }

    [Fact]
    public void Many_threads_may_share_one_validator()
    {
        var reply = Samples.Reply(Samples.Item("a"), Samples.Item("b", tone: "worse"));
        Parallel.For(0, 500, _ =>
        {
            var items = Assert.IsType<ReplyCheck.Items>(Samples.Check(reply, "stop", "a", "b"));
            Assert.Single(items.Valid);
            Assert.Single(items.Invalid);
        });
    }
}
