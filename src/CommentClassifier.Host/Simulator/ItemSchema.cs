using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommentClassifier.Host.Simulator;

/// <summary>The schema of one item of the reply, read once, from which a well-formed item can be made for any text.</summary>
public sealed class ItemSchema
{
    private readonly IReadOnlyList<Property> properties;

    private ItemSchema(IReadOnlyList<Property> properties) => this.properties = properties;

    private enum Shape
    {
        Object,
        Enum,
        Number,
        Boolean,
        Array,
        Text,
    }

    /// <summary>The items' schema of a reply's schema: the items of its first array, or itself.</summary>
    public static ItemSchema? Read(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out _))
            {
                return Read(items);
            }
        }

        return new ItemSchema([.. properties.EnumerateObject().Where(p => p.Name != "id").Select(p => Property.Read(p.Name, p.Value))]);
    }

    /// <summary>An item whose labels are picked by a hash of the text and whose quotes are its first words.</summary>
    public JsonObject Fill(string text) => Fill(text, StableHash.Of(text));

    /// <summary>An item with the first label of every dimension.</summary>
    public JsonObject FillWithFirst(string text) => Fill(text, null);

    private JsonObject Fill(string text, ulong? hash)
    {
        var item = new JsonObject();
        foreach (var property in properties)
        {
            item[property.Name] = property.Value(text, hash);
        }

        return item;
    }

    private sealed record Property(string Name, Shape Shape, string[] Choices, ItemSchema? Inner)
    {
        public static Property Read(string name, JsonElement schema)
        {
            foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
            {
                if (schema.TryGetProperty(keyword, out var forms) && forms.GetArrayLength() > 0)
                {
                    return Read(name, forms[0]);
                }
            }

            if (schema.TryGetProperty("enum", out var choices))
            {
                return new Property(name, Shape.Enum, [.. choices.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!)], null);
            }

            if (schema.TryGetProperty("properties", out _))
            {
                return new Property(name, Shape.Object, [], ItemSchema.Read(schema));
            }

            var type = schema.TryGetProperty("type", out var t)
                ? t.ValueKind == JsonValueKind.Array ? t.EnumerateArray().Select(e => e.GetString()).FirstOrDefault(e => e != "null") : t.GetString()
                : null;
            var shape = type switch { "number" or "integer" => Shape.Number, "boolean" => Shape.Boolean, "array" => Shape.Array, _ => Shape.Text };
            return new Property(name, shape, [], null);
        }

        public JsonNode? Value(string text, ulong? hash) => Shape switch
        {
            Shape.Object => Inner?.Fill(text, hash is { } h ? StableHash.Mix(h, Name) : null),
            Shape.Enum when Choices.Length > 0 => Choices[hash is { } h ? (int)(StableHash.Mix(h, Name) % (ulong)Choices.Length) : 0],
            Shape.Number => 0.5,
            Shape.Boolean => false,
            Shape.Array => new JsonArray(),
            _ => FirstWords(text),
        };

        private static string FirstWords(string text)
        {
            var end = 0;
            for (var words = 0; end < text.Length && words < 6 && end < 60; end++)
            {
                if (text[end] == ' ' && ++words == 6)
                {
                    break;
                }
            }

            if (end > 0 && end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end--;
            }

            return text[..end];
        }
    }
}
