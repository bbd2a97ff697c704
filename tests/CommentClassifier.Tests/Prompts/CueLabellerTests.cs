using CommentClassifier.Labels;
using CommentClassifier.Prompts;
using FsCheck;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Prompts;

public sealed class CueLabellerTests
{
    private static readonly PromptVersion Prompt = Read();
    private static readonly CueLabeller Labeller = new(Prompt);
    private static readonly ReplyValidator Validator = new(Prompt.Codebook, Prompt.Shape);

    [Theory]
    [InlineData("I SUPPORT it.", "unclear", "support")]
    [InlineData("I do not\nsupport it.", "unclear", "oppose")]
    [InlineData("They supported hats", "bad", "silent")]
    [InlineData("An awful text, a lovely one", "both", "silent")]
    [InlineData("awful awful awful awful awful and I hate it", "bad", "silent")]
    [InlineData("“Support”!", "unclear", "support")]
    [InlineData("Nothing to see", "unclear", "silent")]
    public void The_leftmost_and_longest_cues_decide(string text, string tone, string stance) =>
        Assert.Equal([tone, stance], Labeller.Label(text).Select(l => l.Label));

    [Fact]
    public void The_quote_is_the_sentence_of_the_cue()
    {
        const string text = "First of all hello. I think that I support this rule! Goodbye and good luck.";
        var quote = Labeller.Label(text)[1].Quote!.Value;
        Assert.Equal("I think that I support this rule!", text.Substring(quote.Start, quote.Length));
    }

    [Property(MaxTest = 1000)]
    public void Any_text_gets_labels_that_its_own_validator_accepts(NonNull<string>[] parts)
    {
        string[] words = ["awful", "support", " ", "do not support.", "\n", "😀", "lovely!", "keep things as they are", new string('x', 400)];
        var text = "x" + string.Concat(parts.Select((p, i) => p.Get + words[(p.Get.Length + i) % words.Length]));
        text = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        var item = new AskedItem("a", text);
        var labels = Labeller.Label(text);
        Assert.Equal(labels, Labeller.Label(text));
        var check = Validator.Check(ReplyWriter.Write(Prompt.Codebook, Prompt.Shape, [(item, labels)]), "stop", [item]);
        var items = Assert.IsType<ReplyCheck.Items>(check);
        Assert.Empty(items.Invalid);
        Assert.Single(items.Valid);
    }

    private static PromptVersion Read()
    {
        using var folder = new PromptFolder();
        return folder.Prompt;
    }
}
