using System.Text.Json;

namespace CommentClassifier.Labels;

/// <summary>What a schema cannot say of an item that conforms to it: quotes that stand in the text, confidence within [0, 1].</summary>
internal sealed class ItemRules(Codebook codebook, ReplyShape shape)
{
    // Shorter "evidence" stands in any text by chance.
    private const int MinQuoteLength = 4;

    public (IReadOnlyList<AssignedLabel>? Labels, string Problem) Check(JsonElement answer, string text)
    {
        var labels = new AssignedLabel[codebook.Dimensions.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            var dimension = codebook.Dimensions[i];
            var value = answer.GetProperty(dimension.Name);
            var label = dimension.Find((shape.Bare ? value : value.GetProperty("label")).GetString()!);
            if (label is null)
                return (null, $"{dimension.Name} is not a label of the codebook");

            double? confidence = shape.Confidence ? value.GetProperty("confidence").GetDouble() : null;
            if (confidence is { } c && !(c >= 0 && c <= 1))
                return (null, $"{dimension.Name}: the confidence is not within 0 and 1");

            TextSpan? quote = null;
            if (shape.Quotes && Evidence(label, value.GetProperty("quote").GetString()!, text, out quote) is { } problem)
                return (null, $"{dimension.Name}: {problem}");
            labels[i] = new AssignedLabel(dimension.Name, label.Name, confidence, quote);
        }

        return (labels, "");
    }

    private static string? Evidence(LabelDefinition label, string quote, string text, out TextSpan? span)
    {
        span = null;
        if (string.IsNullOrWhiteSpace(quote))
            return label.Kind == LabelKind.Substantive ? $"'{label.Name}' needs a quote" : null;
        // Models like to quote something all the same; the label is no less valid, and asking again would cost three times as much.
        if (label.Kind == LabelKind.NotAddressed)
            return null;
        span = QuoteLocator.Find(text, quote);
        if (span is not { } found)
            return "the quote does not stand in the text";
        var isTooShort = text.AsSpan(found.Start, found.Length).Trim().Length < MinQuoteLength && text.AsSpan().Trim().Length > MinQuoteLength;
        return isTooShort ? "the quote is too short to be evidence" : null;
    }
}
