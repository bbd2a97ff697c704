using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace CommentClassifier.Labels;

/// <summary>From System.Text.Json's elements to the tokens that the schema library reads, refusing what JSON leaves open.</summary>
internal static class ReplyJson
{
    /// <summary>The entry's id, or null where there is none or it is not one well-formed string.</summary>
    public static string? Id(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        string? id = null;
        var count = 0;
        foreach (var property in element.EnumerateObject())
        {
            if (Name(property) != "id")
                continue;
            count++;
            id = Text(property.Value);
        }

        return count == 1 ? id : null;
    }

    /// <summary>The string, or null where the element is none or holds half a surrogate pair.</summary>
    public static string? Text(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The element as a token; null with the problem for repeated properties, broken Unicode and numbers beyond a double.</summary>
    public static JToken? ToToken(JsonElement element, out string problem)
    {
        problem = "";
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JObject();
                foreach (var property in element.EnumerateObject())
                {
                    if (Name(property) is not { } name)
                        return Fail("a property name is broken Unicode", out problem);
                    if (map.ContainsKey(name))
                        return Fail("a property is there twice", out problem);
                    if (ToToken(property.Value, out problem) is not { } value)
                        return null;
                    map.Add(name, value);
                }

                return map;
            case JsonValueKind.Array:
                var list = new JArray();
                foreach (var entry in element.EnumerateArray())
                {
                    if (ToToken(entry, out problem) is not { } value)
                        return null;
                    list.Add(value);
                }

                return list;
            case JsonValueKind.String:
                return Text(element) is { } text ? new JValue(text) : Fail("a string is broken Unicode", out problem);
            case JsonValueKind.Number:
                return element.TryGetDouble(out var number) && double.IsFinite(number) ? new JValue(number) : Fail("a number is too large", out problem);
            case JsonValueKind.True or JsonValueKind.False:
                return new JValue(element.ValueKind == JsonValueKind.True);
            default:
                return JValue.CreateNull();
        }
    }

    private static JToken? Fail(string why, out string problem)
    {
        problem = why;
        return null;
    }

    /// <summary>The property's name, or null where it holds half a surrogate pair.</summary>
    public static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
