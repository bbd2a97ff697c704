using System.Globalization;
using System.Text;

namespace CommentClassifier.Labels;

/// <summary>Writes answers in the form the schema asks for: the few-shot examples of a prompt and the built-in endpoint.</summary>
public static class ReplyWriter
{
    /// <summary>A whole reply.</summary>
    public static string Write(Codebook codebook, ReplyShape shape, IEnumerable<(AskedItem Item, IReadOnlyList<AssignedLabel> Labels)> answers) =>
        $"{{\"results\":[{string.Join(',', answers.Select(a => WriteItem(codebook, shape, a.Item, a.Labels)))}]}}";

    /// <summary>One entry of <c>results</c>.</summary>
    /// <exception cref="ArgumentException">A dimension of the codebook has no label.</exception>
    public static string WriteItem(Codebook codebook, ReplyShape shape, AskedItem item, IReadOnlyList<AssignedLabel> labels)
    {
        var json = new StringBuilder("{\"id\":");
        JsonText.Append(json, item.Alias);
        foreach (var dimension in codebook.Dimensions)
        {
            var label = labels.FirstOrDefault(l => l.Dimension == dimension.Name)
                ?? throw new ArgumentException($"no label for '{dimension.Name}'", nameof(labels));
            json.Append(",\"").Append(dimension.Name).Append("\":");
            if (!shape.Bare)
                json.Append('{');
            if (shape.Quotes)
            {
                json.Append("\"quote\":");
                JsonText.Append(json, label.Quote is { } span ? item.Text.AsSpan(span.Start, span.Length) : "");
                json.Append(",\"label\":");
            }
            else if (!shape.Bare)
            {
                json.Append("\"label\":");
            }

            JsonText.Append(json, label.Label);
            if (shape.Confidence)
                json.Append(",\"confidence\":").Append((label.Confidence ?? 0.5).ToString("0.##", CultureInfo.InvariantCulture));
            if (!shape.Bare)
                json.Append('}');
        }

        return json.Append('}').ToString();
    }
}
