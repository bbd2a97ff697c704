using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>
/// Reads a few-shot example: a text and, by dimension, a label or <c>{label, quote, confidence}</c>. A dimension left out is
/// not addressed. Each example passes the same check as a model's reply, so that a prompt never teaches what is then refused.
/// </summary>
internal static class ExampleReader
{
    private const double DefaultConfidence = 0.9;

    public static PromptExample Read(YamlMap map, Codebook codebook, ReplyShape shape, ReplyValidator validator)
    {
        map.AllowOnly("text", "labels");
        var text = map.RequiredText("text");
        var given = map.OptionalMap("labels") ?? throw map.Error("labels", "missing; add the right label of each dimension");
        given.AllowOnly([.. codebook.Dimensions.Select(d => d.Name)]);
        var labels = codebook.Dimensions.Select(d => ReadLabel(given, d, shape, text)).ToList();

        var asked = new AskedItem("example", text);
        var check = validator.Check(ReplyWriter.Write(codebook, shape, [(asked, labels)]), "stop", [asked]);
        return check is ReplyCheck.Items { Invalid: [var bad] }
            ? throw map.Error("labels", $"{bad.Reason}; mend the example")
            : new PromptExample(text, labels);
    }

    private static AssignedLabel ReadLabel(YamlMap given, Dimension dimension, ReplyShape shape, string text)
    {
        if (!given.Has(dimension.Name))
        {
            var silent = dimension.Labels.FirstOrDefault(l => l.Kind == LabelKind.NotAddressed)
                ?? throw given.Error(dimension.Name, $"missing; '{dimension.Name}' has no label for what is not addressed, so write one");
            return new AssignedLabel(dimension.Name, silent.Name, shape.Confidence ? DefaultConfidence : null, null);
        }

        var map = given.IsMap(dimension.Name) ? given.OptionalMap(dimension.Name) : null;
        map?.AllowOnly("label", "quote", "confidence");
        var label = map is null ? given.RequiredText(dimension.Name) : map.RequiredText("label");
        if (dimension.Find(label) is null)
            throw given.Error(dimension.Name, $"'{label}' is not a label; use {string.Join(", ", dimension.Labels.Select(l => l.Name))}");
        var confidence = map?.Number("confidence", 0, 1) ?? DefaultConfidence;
        var quote = map?.OptionalText("quote") is { Length: > 0 } written ? written : null;
        var span = quote is null ? null : QuoteLocator.Find(text, quote);
        if (quote is not null && span is null)
            throw map!.Error("quote", "does not stand in the example's text; copy it from there");
        return new AssignedLabel(dimension.Name, label, shape.Confidence ? confidence : null, shape.Quotes ? span : null);
    }
}
