using CommentClassifier.Prompts;

namespace CommentClassifier.Tests.Prompts;

public sealed class PromptRendererTests : IDisposable
{
    private readonly PromptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_template_is_rendered_with_variables_codebook_and_examples()
    {
        var rendered = PromptRenderer.Render(folder.Prompt, new Dictionary<string, string> { ["rule"] = "the \"Rule\" <of> {{ 3 }}" });
        Assert.Equal("""
            About the "Rule" <of> {{ 3 }} (none). Answer in JSON.
            tone: bad good both unclear
            stance: support oppose silent
            {"id":"ex1","text":"I hate it. Keep things as they are."} => {"id":"ex1","tone":{"quote":"I hate it.","label":"bad","confidence":0.9},"stance":{"quote":"Keep things as they are","label":"oppose","confidence":0.9}}

            """, rendered.SystemText);
        Assert.Equal([new("note", "none"), new("rule", "the \"Rule\" <of> {{ 3 }}")], rendered.VariablesUsed);
        Assert.Equal(TokenCounter.Count(rendered.SystemText), rendered.Tokens);
        Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", rendered.SchemaName);
    }

    [Theory]
    [InlineData("lovely")]
    [InlineData("hat*")]
    [InlineData("offline")]
    public void Offline_cues_are_never_rendered(string cue) =>
        Assert.DoesNotContain(cue, PromptRenderer.Render(folder.Prompt, new Dictionary<string, string> { ["rule"] = "r" }).SystemText, StringComparison.Ordinal);

    [Fact]
    public void A_required_variable_that_is_missing_is_told_with_the_option_to_give_it()
    {
        Assert.Contains("--var rule=", Assert.Throws<PromptException>(() => PromptRenderer.Render(folder.Prompt, new Dictionary<string, string>())).Message, StringComparison.Ordinal);
        Assert.Throws<PromptException>(() => PromptRenderer.Render(folder.Prompt, new Dictionary<string, string> { ["rule"] = " " }));
    }

    [Fact]
    public void An_unknown_variable_is_refused_with_those_there_are() => Assert.Contains(
        "rule, note",
        Assert.Throws<PromptException>(() => PromptRenderer.Render(folder.Prompt, new Dictionary<string, string> { ["rule"] = "r", ["rul"] = "r" })).Message,
        StringComparison.Ordinal);
}
