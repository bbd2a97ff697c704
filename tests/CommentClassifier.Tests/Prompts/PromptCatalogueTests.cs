using System.Text;
using CommentClassifier.Labels;
using CommentClassifier.Prompts;

namespace CommentClassifier.Tests.Prompts;

public sealed class PromptCatalogueTests : IDisposable
{
    private readonly PromptFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_version_is_read_with_everything_above_its_template()
    {
        var prompt = folder.Prompt;
        Assert.Equal("small@v1", prompt.Id);
        Assert.Equal(new ReplyShape(true, true), prompt.Shape);
        Assert.Equal(new PromptParameters { Temperature = 0, Seed = 3, MaxOutputTokensPerComment = 40 }, prompt.FrontMatter.Parameters);
        Assert.True(prompt.FrontMatter.Variables.Single(v => v.Name == "rule").Required);
        Assert.Equal("none", prompt.FrontMatter.Variables.Single(v => v.Name == "note").Default);
        Assert.Equal(new AssignedLabel("stance", "oppose", 0.9, new TextSpan(11, 23)), prompt.FrontMatter.Examples[0].Labels[1]);
        Assert.Equal(new Cue("bad", "hat*", 2), prompt.FrontMatter.OfflineCues["tone"].Cues[1]);
        Assert.Equal("silent", prompt.FrontMatter.OfflineCues["stance"].WhenNone);
    }

    [Fact]
    public void Versions_are_listed_by_number_and_other_files_are_not()
    {
        folder.Write("small", "v10.md", PromptFolder.Version1);
        folder.Write("small", "v2.md", PromptFolder.Version1);
        folder.Write("small", "v02.md", "");
        folder.Write("small", "README.md", "");
        folder.Write("Not A Name", "v1.md", "");
        Assert.Equal(["small@v1", "small@v2", "small@v10"], PromptCatalogue.Load(folder.Root).Ids);
    }

    [Theory]
    [InlineData("small")]
    [InlineData("small@v2")]
    [InlineData("small@1")]
    [InlineData("small@v1@v1")]
    [InlineData("other@v1")]
    [InlineData("../small@v1")]
    [InlineData("small/../small@v1")]
    [InlineData("small@v1/../v1")]
    [InlineData("")]
    public void An_unknown_or_crooked_name_is_refused_with_what_there_is(string id)
    {
        var error = Assert.Throws<PromptException>(() => PromptCatalogue.Load(folder.Root).Get(id));
        Assert.Contains("small@v1", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.ExitCode);
    }

    [Fact]
    public void A_missing_folder_is_one_clear_line() =>
        Assert.Contains("--prompts", Assert.Throws<PromptException>(() => PromptCatalogue.Load(Path.Combine(folder.Root, "nowhere"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("description: A fixture", "descripton: A fixture", "line 2, 'descripton'")]
    [InlineData("temperature: 0,", "temperature: 3,", "'parameters.temperature'")]
    [InlineData("seed: 3", "seed: x", "'parameters.seed'")]
    [InlineData("shape: { quotes: true, confidence: true }", "codebook: codebook.yaml", "'shape'")]
    [InlineData("shape: { quotes: true, confidence: true }", "codebook: ../../etc/passwd", "'codebook'")]
    [InlineData("shape: { quotes: true, confidence: true }", "dimensions: [taste]", "'taste' is not in the codebook")]
    [InlineData("quote: \"I hate it.\"", "quote: \"I loathe it.\"", "does not stand")]
    [InlineData("label: bad", "label: worst", "'worst' is not a label")]
    [InlineData("when_tied: both", "when_tied: neither", "'neither' is not a label")]
    [InlineData("good: [lovely]", "good: [Awful]", "'Awful' speaks for 'bad' already")]
    [InlineData("good: [lovely]", "good: [\"...\"]", "holds no letter")]
    [InlineData("{{ variables.note }}", "{{ variables.nota }}", "'variables.nota' is not there")]
    [InlineData("{{ variables.note }}", "{{ variables.note | upcased }}", "upcased")]
    [InlineData("{{ dimension.name }}", "{{ dimension.nom }}", "'dimension.nom'")]
    [InlineData("{% endfor %}{% for example", "{% for example", "not valid Liquid")]
    [InlineData("{{ variables.note }}", "{{ offline_cues }}", "offline_cues")]
    public void A_mistake_in_a_prompt_names_the_file_and_what_is_wrong(string right, string wrong, string told)
    {
        folder.Change(right, wrong);
        var error = Assert.ThrowsAny<ExpectedException>(() => folder.Prompt);
        Assert.Contains("v1.md", error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_prompt_that_is_not_UTF8_says_so()
    {
        File.WriteAllBytes(Path.Combine(folder.Root, "small", "v1.md"), [0x2D, 0xFF, 0xFE]);
        Assert.Contains("UTF-8", Assert.Throws<PromptException>(() => folder.Prompt).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_may_ask_some_of_the_dimensions_only()
    {
        folder.Write("small", "v2.md", "---\ndimensions: [stance]\nshape: {}\n---\nJSON\n");
        Assert.Equal(["stance"], PromptCatalogue.Load(folder.Root).Get("small@v2").Codebook.Dimensions.Select(d => d.Name));
    }

    [Fact]
    public void The_hash_of_the_fixture_is_what_it_always_was() =>
        Assert.Equal("a744c9eb9f3301bae70df474c059ed13c00074a117fdd35d54c42a18ad0962a5", folder.Prompt.Hash);

    [Fact]
    public void Line_ends_and_byte_order_mark_do_not_change_the_hash()
    {
        var hash = folder.Prompt.Hash;
        File.WriteAllText(Path.Combine(folder.Root, "small", "v1.md"), PromptFolder.Version1.ReplaceLineEndings("\r\n"), new UTF8Encoding(true));
        Assert.Equal(hash, folder.Prompt.Hash);
    }

    [Theory]
    [InlineData("About", "On")]
    [InlineData("seed: 3", "seed: 4")]
    [InlineData("confidence: true }", "confidence: false }")]
    [InlineData("default: none", "default: nothing")]
    [InlineData("I hate it. Keep", "I hate it! I hate it. Keep")]
    [InlineData("[lovely]", "[lovely, fine]")]
    public void Whatever_changes_in_a_prompt_changes_the_hash(string right, string other)
    {
        var hash = folder.Prompt.Hash;
        folder.Change(right, other);
        Assert.NotEqual(hash, folder.Prompt.Hash);
    }

    [Fact]
    public void A_changed_codebook_changes_the_hash_and_a_used_version_is_refused_with_the_command_for_the_next()
    {
        var used = folder.Prompt.Hash;
        UsedPrompt.EnsureUnchanged(folder.Prompt, used);
        folder.Write("small", "codebook.yaml", CommentClassifier.Tests.Labels.Samples.Yaml.Replace("For it.", "All for it.", StringComparison.Ordinal));

        var message = Assert.Throws<PromptException>(() => UsedPrompt.EnsureUnchanged(folder.Prompt, used)).Message;
        Assert.Contains("comment-classifier prompts new small", message, StringComparison.Ordinal);
        Assert.Contains(used[..12], message, StringComparison.Ordinal);
        Assert.Contains(folder.Prompt.Hash[..12], message, StringComparison.Ordinal);
        Assert.Contains("v1.md", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_version_is_a_copy_under_the_next_number()
    {
        folder.Write("small", "v3.md", PromptFolder.Version1.Replace("About", "On", StringComparison.Ordinal));
        Assert.EndsWith("v4.md", PromptScaffold.New(folder.Root, "small"), StringComparison.Ordinal);
        Assert.EndsWith("v5.md", PromptScaffold.New(folder.Root, "small", "v1"), StringComparison.Ordinal);
        var catalogue = PromptCatalogue.Load(folder.Root);
        Assert.StartsWith("On", catalogue.Get("small@v4").Body, StringComparison.Ordinal);
        Assert.StartsWith("About", catalogue.Get("small@v5").Body, StringComparison.Ordinal);
        Assert.Throws<PromptException>(() => PromptScaffold.New(folder.Root, "small", "v9"));
        Assert.Throws<PromptException>(() => PromptScaffold.New(folder.Root, "../small"));
    }

    [Fact]
    public void A_comparison_shows_lines_and_everything_beside_the_template()
    {
        folder.Write("small", "v2.md", PromptFolder.Version1.Replace("About", "On", StringComparison.Ordinal).Replace("seed: 3", "seed: 4", StringComparison.Ordinal));
        var diff = PromptDiff.Between(folder.Prompt, PromptCatalogue.Load(folder.Root).Get("small@v2"));
        Assert.Equal([LineChange.Removed, LineChange.Added, LineChange.Same, LineChange.Same], diff.Body.Select(l => l.Change));
        Assert.Equal((null, 1), (diff.Body[1].Left, diff.Body[1].Right));
        Assert.Equal(new PromptChange("parameters", "seed", "3", "4"), Assert.Single(diff.Changes));
    }
}
