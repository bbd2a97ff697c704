using CommentClassifier.Labels;

namespace CommentClassifier.Tests.Labels;

public class JsonExtractionTests
{
    private static readonly string Answer = Samples.Reply(Samples.Item("a"));

    public static TheoryData<string> Wrapped() =>
    [
        Answer,
        $"```json\n{Answer}\n```",
        $"Here are the labels {{as asked}}:\n{Answer}\nAnything else?",
        $"<think>Perhaps {Answer}? No.</think>{Answer}",
        $"{{\"thought\":1}} {Answer}",
    ];

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void One_answer_is_found_in_what_surrounds_it(string content) => Assert.Single(Assert.IsType<ReplyCheck.Items>(Check(content)).Valid);

    [Theory]
    [InlineData("no JSON here")]
    [InlineData("{\"results\":[")]
    [InlineData("{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{")]
    public void Nothing_found_is_not_JSON(string content) =>
        Assert.Equal(BrokenReply.NotJson, Assert.IsType<ReplyCheck.Broken>(Check(content)).Kind);

    [Fact]
    public void Two_answers_are_refused_because_which_is_meant_cannot_be_told() =>
        Assert.Contains("two", Assert.IsType<ReplyCheck.Broken>(Check($"{Answer} or rather {Answer}")).Reason, StringComparison.Ordinal);

    private static ReplyCheck Check(string content) => Samples.Validator.Check(content, "stop", [new AskedItem("a", Samples.Text)], Extraction.Allowed);
}
