using System.Text.Json.Nodes;

namespace CommentClassifier.Labels;

/// <summary>
/// The JSON schema of a reply, made from the codebook, inside the subset that every endpoint's strict mode accepts: root object,
/// all properties required, <c>additionalProperties: false</c>, no bounds or patterns, at most 100 properties, 5 levels.
/// </summary>
public static class ReplySchema
{
    private const int MaxProperties = 100;

    /// <summary>The schema text, in one line: the same codebook and shape always give the same bytes.</summary>
    /// <exception cref="ExpectedException">The codebook has more dimensions than a strict schema holds.</exception>
    public static string Generate(Codebook codebook, ReplyShape shape)
    {
        var perDimension = shape.Bare ? 1 : 2 + (shape.Quotes ? 1 : 0) + (shape.Confidence ? 1 : 0);
        if (2 + (codebook.Dimensions.Count * perDimension) > MaxProperties)
        {
            throw new ExpectedException($"codebook '{codebook.Name}': {codebook.Dimensions.Count} dimensions need more than the {MaxProperties} "
                + "properties a strict schema holds; list fewer under 'dimensions' in the prompt, or ask for no quotes or confidence");
        }

        var item = new JsonObject { ["id"] = Type("string") };
        foreach (var dimension in codebook.Dimensions)
            item[dimension.Name] = Answer(dimension, shape);
        var results = new JsonObject { ["type"] = "array", ["items"] = Closed(item) };
        return Closed(new JsonObject { ["results"] = results }).ToJsonString();
    }

    private static JsonObject Answer(Dimension dimension, ReplyShape shape)
    {
        var label = Type("string");
        label["enum"] = new JsonArray([.. dimension.Labels.Select(l => JsonValue.Create(l.Name))]);
        if (shape.Bare)
            return label;

        // The quote stands before the label, so that a model reads the evidence before it decides.
        var properties = new JsonObject();
        if (shape.Quotes)
            properties["quote"] = Type("string");
        properties["label"] = label;
        if (shape.Confidence)
            properties["confidence"] = Type("number");
        return Closed(properties);
    }

    private static JsonObject Closed(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. properties.Select(p => JsonValue.Create(p.Key))]),
        ["properties"] = properties,
        ["additionalProperties"] = false,
    };

    private static JsonObject Type(string type) => new() { ["type"] = type };
}
