using CommentClassifier.Endpoints;

namespace CommentClassifier.Tests.Endpoints;

public sealed class ChatReplyTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("Here you are:\n```json\n{\"a\":{\"b\":\"}\"}}\n```\nAnything else?", """{"a":{"b":"}"}}""")]
    [InlineData("<think>{maybe {this}</think>{\"a\":1}", """{"a":1}""")]
    [InlineData("a set {x} and then {\"a\":\"“é”\"} done", """{"a":"“é”"}""")]
    [InlineData("no JSON at all", "no JSON at all")]
    [InlineData("""cut off {"a":[1,2""", """cut off {"a":[1,2""")]
    public void The_first_whole_object_is_taken_out(string text, string expected) => Assert.Equal(expected, ChatReply.ExtractJson(text));

    [Fact]
    public void Content_in_parts_is_joined_and_missing_usage_is_unknown()
    {
        var reply = ChatReply.Parse("""{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},"finish_reason":"stop"}]}"""u8.ToArray())!;

        Assert.Equal(("ab", null), (reply.Content, reply.Usage));
    }

    [Fact]
    public void A_refusal_is_kept_in_the_models_own_words() =>
        Assert.Equal("No.", ChatReply.Parse("""{"choices":[{"message":{"content":null,"refusal":"No."}}]}"""u8.ToArray())!.Refusal);
}
