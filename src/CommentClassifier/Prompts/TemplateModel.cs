using CommentClassifier.Labels;
using Fluid.Values;

namespace CommentClassifier.Prompts;

/// <summary>What a template sees: codebook, examples, shape, variables. Offline cues are not among it and never reach a model.</summary>
internal static class TemplateModel
{
    public static Dictionary<string, object> Of(PromptVersion prompt, IReadOnlyDictionary<string, string> variables) => new()
    {
        ["codebook"] = StrictMap.Of("codebook", ("name", prompt.Codebook.Name), ("description", prompt.Codebook.Description), ("dimensions", prompt.Codebook.Dimensions.Select(OfDimension).ToList())),
        ["examples"] = prompt.FrontMatter.Examples.Select((e, i) => OfExample(prompt, e, i)).ToList(),
        ["shape"] = StrictMap.Of("shape", ("quotes", prompt.Shape.Quotes), ("confidence", prompt.Shape.Confidence)),
        ["variables"] = StrictMap.Of("variables", [.. variables.Select(v => (v.Key, (object)v.Value))]),
    };

    private static FluidValue OfDimension(Dimension dimension) => StrictMap.Of(
        "dimension",
        ("name", dimension.Name),
        ("title", dimension.Title),
        ("question", dimension.Question),
        ("ordinal", dimension.Ordinal),
        ("rules", dimension.Rules),
        ("labels", dimension.Labels.Select(OfLabel).ToList()));

    private static FluidValue OfLabel(LabelDefinition label) => StrictMap.Of(
        "label",
        ("name", label.Name),
        ("definition", label.Definition),
        ("kind", label.Kind switch { LabelKind.NotAddressed => "not_addressed", LabelKind.Unclear => "unclear", _ => "substantive" }),
        ("examples", label.Examples));

    // "comment" and "reply" have the very form of a request's line and of an entry of results.
    private static FluidValue OfExample(PromptVersion prompt, PromptExample example, int index)
    {
        var item = new AskedItem($"ex{index + 1}", example.Text);
        return StrictMap.Of(
            "example",
            ("text", example.Text),
            ("comment", UserMessage.Line(item.Alias, item.Text)),
            ("reply", ReplyWriter.WriteItem(prompt.Codebook, prompt.Shape, item, example.Labels)));
    }
}
