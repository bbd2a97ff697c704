using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Runs;
using CommentClassifier.Tests.Architecture;

namespace CommentClassifier.Tests.Runs;

public sealed class CacheKeysTests
{
    private static readonly PromptVersion Prompt = PromptCatalogue.Load(RepositoryFolder.At("prompts")).Get("proposed-rule@v1");

    private static readonly RunSpec Spec = new()
    {
        Docket = new("T-1"),
        Prompt = Prompt.Id,
        PromptHash = Prompt.Hash,
        Model = "m",
        Endpoint = "http://127.0.0.1/v1",
        Variables = new Dictionary<string, string>(),
        Parameters = "{}",
    };

    [Fact]
    public void Whatever_changes_the_answer_changes_the_key_and_nothing_else_does()
    {
        var key = Keys(Spec).For("A text.");
        Assert.Equal(key, Keys(Spec with { Docket = new("T-2") }).For("A text."));
        string[] others =
        [
            Keys(Spec).For("Another text."),
            Keys(Spec, batch: 1).For("A text."),
            Keys(Spec, dialect: new Dialect { Form = ResponseForm.JsonObject }).For("A text."),
            Keys(Spec, dialect: new Dialect { Temperature = false }).For("A text."),
            Keys(Spec with { Model = "n" }).For("A text."),
            Keys(Spec with { Endpoint = "http://127.0.0.2/v1" }).For("A text."),
            Keys(Spec with { Parameters = """{"temperature":1}""" }).For("A text."),
            Keys(Spec with { PromptHash = "0" }).For("A text."),
            Keys(Spec, rule: "Another rule").For("A text."),
        ];
        Assert.DoesNotContain(key, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Fact]
    public void A_dialect_found_later_names_later_answers()
    {
        var spoken = new Dialect();
        var keys = new CacheKeys(Plan(Spec, "A rule"), 10, () => spoken);
        var before = keys.For("A text.");
        spoken = new Dialect { Form = ResponseForm.Plain };
        Assert.NotEqual(before, keys.For("A text."));
        spoken = new Dialect();
        Assert.Equal(before, keys.For("A text."));
    }

    private static CacheKeys Keys(RunSpec spec, int batch = 10, Dialect? dialect = null, string rule = "A rule") => new(Plan(spec, rule), batch, () => dialect ?? new Dialect());

    private static RunPlan Plan(RunSpec spec, string rule) =>
        new(Prompt, PromptRenderer.Render(Prompt, new Dictionary<string, string> { ["rule"] = rule }), spec, RunKind.Model);
}
