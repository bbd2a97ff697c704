using CommentClassifier.Labels;

namespace CommentClassifier.Tests.Labels;

public class CodebookReaderTests
{
    [Fact]
    public void A_codebook_is_read_with_kinds_rules_and_scale()
    {
        var tone = Samples.Codebook.Find("tone")!;
        Assert.True(tone.Ordinal);
        Assert.Equal(["bad", "good"], tone.Scale.Select(l => l.Name));
        Assert.Equal(LabelKind.Unclear, tone.Find("unclear")!.Kind);
        var stance = Samples.Codebook.Find("stance")!;
        Assert.Equal(LabelKind.NotAddressed, stance.Find("silent")!.Kind);
        Assert.Equal(["Keep it as it is: oppose."], stance.Rules);
        Assert.Empty(stance.Scale);
    }

    [Theory]
    [InlineData("title: Tone", "titel: Tone", 5, "dimensions[1].titel")]
    [InlineData("name: stance", "name: tone", 4, "dimensions")]
    [InlineData("name: oppose", "name: support", 16, "dimensions[2].labels")]
    [InlineData("definition: Against it.", "examples: []", 17, "dimensions[2].labels[2].definition")]
    [InlineData("kind: not_addressed", "kind: silent", 18, "dimensions[2].labels[3].kind")]
    [InlineData("name: stance", "name: id", 13, "dimensions[2].name")]
    [InlineData("name: oppose", "name: Oppose!", 17, "dimensions[2].labels[2].name")]
    [InlineData("ordinal: true", "ordinal: sometimes", 7, "dimensions[1].ordinal")]
    [InlineData("definition: For it.", "definition: For it., off_scale: true", 16, "dimensions[2].labels[1].off_scale")]
    [InlineData("name: small", "name: [small", 1, "")]
    public void A_mistake_is_refused_with_file_line_and_key(string right, string wrong, int line, string key)
    {
        var yaml = Samples.Yaml.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Samples.Yaml, yaml);
        var error = Assert.Throws<DefinitionException>(() => CodebookReader.Read(yaml, "small/codebook.yaml"));
        Assert.StartsWith($"small/codebook.yaml, line {line}{(key.Length > 0 ? $", '{key}'" : "")}:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("name: x\nname: y")]
    [InlineData("name: x\ndimensions: 7")]
    [InlineData("name: x\ndimensions: []")]
    [InlineData("name: x\ndimensions:\n  - name: d\n    title: D\n    labels: [{name: only, definition: One.}]")]
    public void What_is_no_codebook_is_refused(string yaml) =>
        Assert.Throws<DefinitionException>(() => CodebookReader.Read(yaml, "codebook.yaml"));
}
