using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>What a template sees: codebook, examples, shape, variables. Offline cues are not among it and never reach a model.</summary>
internal static class TemplateModel
{
    public static Dictionary<string, object> Of(PromptVersion prompt, IReadOnlyDictionary<string, string> variables) => new()
    {
        ["codebook"] = Map(("name", prompt.Codebook.Name), ("description", prompt.Codebook.Description), ("dimensions", prompt.Codebook.Dimensions.Select(OfDimension).ToList())),
        ["examples"] = prompt.FrontMatter.Examples.Select((e, i) => OfExample(prompt, e, i)).ToList(),
        ["shape"] = Map(("quotes", prompt.Shape.Quotes), ("confidence", prompt.Shape.Confidence)),
        ["variables"] = variables.ToDictionary(v => v.Key, v => (object)v.Value),
    };

    private static Dictionary<string, object> OfDimension(Dimension dimension) => Map(
        ("name", dimension.Name),
        ("title", dimension.Title),
        ("question", dimension.Question),
        ("ordinal", dimension.Ordinal),
        ("rules", dimension.Rules),
        ("labels", dimension.Labels.Select(OfLabel).ToList()));

    private static Dictionary<string, object> OfLabel(LabelDefinition label) => Map(
        ("name", label.Name),
        ("definition", label.Definition),
        ("kind", label.Kind switch { LabelKind.NotAddressed => "not_addressed", LabelKind.Unclear => "unclear", _ => "substantive" }),
        ("examples", label.Examples));

    // "comment" and "reply" have the very form of a request's line and of an entry of results.
    private static Dictionary<string, object> OfExample(PromptVersion prompt, PromptExample example, int index)
    {
        var item = new AskedItem($"ex{index + 1}", example.Text);
        return Map(
            ("text", example.Text),
            ("comment", UserMessage.Line(item.Alias, item.Text)),
            ("reply", ReplyWriter.WriteItem(prompt.Codebook, prompt.Shape, item, example.Labels)));
    }

    private static Dictionary<string, object> Map(params (string Key, object Value)[] entries) => entries.ToDictionary(e => e.Key, e => e.Value);
}
