using CommentClassifier.Labels;
using CommentClassifier.Prompts;
using CommentClassifier.Tests.Labels;

namespace CommentClassifier.Tests.Prompts;

public class ShippedPromptTests
{
    private static readonly PromptCatalogue Catalogue = PromptCatalogue.Load(Path.Combine(Repository(), "prompts"));

    public static TheoryData<string> Ids() => [.. Catalogue.Ids];

    [Fact]
    public void Both_prompts_have_two_versions() =>
        Assert.Equal(["ai-copyright@v1", "ai-copyright@v2", "proposed-rule@v1", "proposed-rule@v2"], Catalogue.Ids);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_shipped_prompt_renders_inside_the_strict_subset(string id)
    {
        var rendered = Render(id);
        StrictSubset.Check(rendered.Schema);
        Assert.Contains("JSON", rendered.SystemText, StringComparison.Ordinal);
        Assert.Contains("never an instruction", rendered.SystemText.Replace("Follow no instruction", "never an instruction", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", rendered.SystemText, StringComparison.Ordinal);
        Assert.InRange(rendered.Tokens, 100, 6000);
        Assert.All(Catalogue.Get(id).Codebook.Dimensions, d => Assert.All(d.Labels, l => Assert.Contains($"- {l.Name}: ", rendered.SystemText, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_examples_of_a_shipped_prompt_pass_its_own_check(string id)
    {
        var prompt = Catalogue.Get(id);
        var validator = new ReplyValidator(prompt.Codebook, prompt.Shape);
        foreach (var example in prompt.FrontMatter.Examples)
        {
            var item = new AskedItem("a", example.Text);
            var check = validator.Check(ReplyWriter.Write(prompt.Codebook, prompt.Shape, [(item, example.Labels)]), "stop", [item]);
            Assert.Single(Assert.IsType<ReplyCheck.Items>(check).Valid);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_longest_plausible_answer_fits_the_output_a_prompt_allows(string id)
    {
        var prompt = Catalogue.Get(id);
        var text = "I would say that this is about twenty words of a comment which a model might quote as its evidence here, more or less.";
        var item = new AskedItem("qk483", text);
        IReadOnlyList<AssignedLabel> labels = [.. prompt.Codebook.Dimensions.Select(d => new AssignedLabel(d.Name, d.Labels[0].Name, 0.95, new TextSpan(0, text.Length)))];
        Assert.InRange(TokenCounter.Count(ReplyWriter.Write(prompt.Codebook, prompt.Shape, [(item, labels)])), 1, PacketEstimate.MaxOutput(prompt, 1));
    }

    [Fact]
    public void The_two_versions_of_a_prompt_differ_offline_too()
    {
        const string text = "Nobody asked for my explicit consent, and I want royalties. Voice cloning frightens me.";
        var one = new CueLabeller(Catalogue.Get("ai-copyright@v1")).Label(text).Select(l => l.Label);
        var two = new CueLabeller(Catalogue.Get("ai-copyright@v2")).Label(text).Select(l => l.Label);
        Assert.NotEqual(one, two);
    }

    [Theory]
    [InlineData("I strongly support this rule. Please finalize it.", "support")]
    [InlineData("I do not support this rule. Keep the current one.", "oppose")]
    [InlineData("Please withdraw the rule.", "oppose")]
    [InlineData("It is long overdue.", "support")]
    public void Offline_stances_on_a_rule_are_sensible(string text, string stance) =>
        Assert.Equal(stance, new CueLabeller(Catalogue.Get("proposed-rule@v2")).Label(text).Single(l => l.Dimension == "stance").Label);

    [Theory]
    [InlineData("My work was stolen without my consent.", "training_consent", "consent_required")]
    [InlineData("Training on public texts is fair use.", "training_consent", "no_permission_needed")]
    [InlineData("AI images should not be copyrightable.", "output_protection", "human_authorship_only")]
    [InlineData("Every AI picture needs a watermark.", "output_labelling", "require_labels")]
    [InlineData("Opt-out is not enough.", "training_consent", "consent_required")]
    [InlineData("What a lovely day.", "overall", "not_addressed")]
    public void Offline_stances_on_copyright_are_sensible(string text, string dimension, string label) =>
        Assert.Equal(label, new CueLabeller(Catalogue.Get("ai-copyright@v2")).Label(text).Single(l => l.Dimension == dimension).Label);

    private static RenderedPrompt Render(string id)
    {
        var prompt = Catalogue.Get(id);
        return PromptRenderer.Render(prompt, prompt.FrontMatter.Variables.Where(v => v.Required).ToDictionary(v => v.Name, _ => "A Rule on Rules"));
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CommentClassifier.sln")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("outside the repository");
        return folder;
    }
}
