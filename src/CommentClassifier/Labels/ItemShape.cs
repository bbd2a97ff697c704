using System.Text.Json;

namespace CommentClassifier.Labels;

/// <summary>
/// The schema of one item, for items that fit it: a tenth of the time of the schema library, which then only explains what does not fit.
/// Never laxer than the schema; what it is not sure of it leaves to the library.
/// </summary>
internal sealed class ItemShape(Codebook codebook, ReplyShape shape)
{
    private readonly (string Name, HashSet<string> Labels)[] dimensions =
        [.. codebook.Dimensions.Select(d => (d.Name, d.Labels.Select(label => label.Name).ToHashSet(StringComparer.Ordinal)))];

    private readonly int perAnswer = 1 + (shape.Quotes ? 1 : 0) + (shape.Confidence ? 1 : 0);

    /// <summary>True: the item surely conforms. False: perhaps not.</summary>
    public bool Fits(JsonElement item)
    {
        try
        {
            return Conforms(item);
        }
        catch (InvalidOperationException)
        {
            // A property name with half a surrogate pair.
            return false;
        }
    }

    private bool Conforms(JsonElement item)
    {
        if (!HasExactly(item, dimensions.Length + 1) || !item.TryGetProperty("id", out var id) || ReplyJson.Text(id) is null)
            return false;
        foreach (var (name, labels) in dimensions)
        {
            if (!item.TryGetProperty(name, out var answer) || !Fits(answer, labels))
                return false;
        }

        return true;
    }

    private bool Fits(JsonElement answer, HashSet<string> labels)
    {
        if (shape.Bare)
            return ReplyJson.Text(answer) is { } bare && labels.Contains(bare);
        return HasExactly(answer, perAnswer)
            && answer.TryGetProperty("label", out var label) && ReplyJson.Text(label) is { } text && labels.Contains(text)
            && (!shape.Quotes || (answer.TryGetProperty("quote", out var quote) && ReplyJson.Text(quote) is not null))
            && (!shape.Confidence || (answer.TryGetProperty("confidence", out var confidence) && confidence.ValueKind == JsonValueKind.Number
                && confidence.TryGetDouble(out var number) && double.IsFinite(number)));
    }

    // So many properties and each expected name among them: none is there twice, and no other is there.
    private static bool HasExactly(JsonElement element, int properties) =>
        element.ValueKind == JsonValueKind.Object && element.GetPropertyCount() == properties;
}
