using System.Text.Json;

namespace CommentClassifier.Agreement.Verification;

/// <summary>A reference file or one of its cases cannot be read. The message names the case and the remedy.</summary>
public sealed class ReferenceFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>One case: a statistic, its options and data, and the figures another tool or a publication gives for them.</summary>
public sealed record ReferenceCase(
    string Id, string Statistic, JsonElement Options, JsonElement Data, JsonElement Expected, JsonElement Tolerance, string? Source)
{
    /// <summary>
    /// Every case of a file: a JSON list of objects, or an object with the list under "cases". Throws <see cref="ReferenceFileException"/>
    /// when the text is no such list. A single malformed case is not fatal: <see cref="Read"/> reports it when it is run.
    /// </summary>
    internal static IReadOnlyList<JsonElement> List(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("cases", out var inner)) root = inner;
        return root.ValueKind == JsonValueKind.Array
            ? [.. root.EnumerateArray()]
            : throw new ReferenceFileException("The reference file must be a JSON list of cases (or an object with the list under \"cases\").");
    }

    internal static ReferenceCase Read(JsonElement element, int index)
    {
        var id = IdOf(element, index);
        if (element.ValueKind != JsonValueKind.Object)
            throw new ReferenceFileException($"{id} is not an object; each case needs id, statistic, data and expected.");
        return new ReferenceCase(
            id, Text("statistic") ?? throw Missing("statistic"), Part("options"), Required("data"), Required("expected"), Part("tolerance"), Text("source"));

        string? Text(string name) => element.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
        JsonElement Part(string name) => element.TryGetProperty(name, out var v) ? v : default;
        JsonElement Required(string name) => Part(name) is { ValueKind: JsonValueKind.Object } v ? v : throw Missing(name);
        ReferenceFileException Missing(string name) => new($"Case {id} has no \"{name}\"; add it or remove the case.");
    }

    internal static string IdOf(JsonElement element, int index) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()! : $"#{index + 1}";
}
