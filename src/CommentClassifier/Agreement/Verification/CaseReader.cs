using System.Globalization;
using System.Text.Json;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Typed access to a case's data and options, with errors that name the missing part.</summary>
internal sealed class CaseReader(ReferenceCase reference)
{
    internal string Kind => DataText("kind") ?? "";

    internal double Level => Option("level") ?? Option("confidence_level") ?? 0.95;

    internal double? Option(string name) => Find(reference.Options, name) is { ValueKind: JsonValueKind.Number } v ? v.GetDouble() : null;

    internal string? OptionText(string name) => Find(reference.Options, name) is { ValueKind: JsonValueKind.String } v ? v.GetString() : null;

    internal bool? OptionFlag(string name) =>
        Find(reference.Options, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } v ? v.GetBoolean() : null;

    internal JsonElement? OptionList(string name) => Find(reference.Options, name) is { ValueKind: JsonValueKind.Array } v ? v : null;

    internal double Parameter(string name) => Option(name) ?? DataNumber(name) ?? throw Missing(name);

    internal double ParameterOr(string name, double otherwise) => Option(name) ?? DataNumber(name) ?? otherwise;

    internal bool HasData(string name) => Find(reference.Data, name) is { ValueKind: not JsonValueKind.Null };

    internal double? DataNumber(string name) => Find(reference.Data, name) is { ValueKind: JsonValueKind.Number } v ? v.GetDouble() : null;

    internal string? DataText(string name) => Find(reference.Data, name) is { ValueKind: JsonValueKind.String } v ? v.GetString() : null;

    internal double Number(string name) => DataNumber(name) ?? throw Missing(name);

    internal JsonElement Data(string name) => Find(reference.Data, name) is { ValueKind: not JsonValueKind.Null } v ? v : throw Missing(name);

    internal JsonElement[] List(string name) => Data(name) is { ValueKind: JsonValueKind.Array } v ? [.. v.EnumerateArray()] : throw Missing(name);

    internal double[] Numbers(string name) => [.. List(name).Select(Value)];

    internal double?[] NumbersOrNull(string name) => [.. List(name).Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : Value(v))];

    internal bool[] Flags(string name) => [.. List(name).Select(v => Value(v) != 0)];

    internal double[][] Table(string name) => [.. List(name).Select(row => row.EnumerateArray().Select(Value).ToArray())];

    /// <summary>Names as text, whether the file gives numbers or text.</summary>
    internal string[] Names(string name) => [.. List(name).Select(Name)];

    internal ConfusionMatrix Confusion()
    {
        var rows = Table("matrix");
        var labels = HasData("labels") ? Names("labels") : [.. Enumerable.Range(1, rows.Length).Select(i => $"c{i}")];
        return ConfusionMatrix.From(labels, rows);
    }

    internal static string Name(JsonElement v) => v.ValueKind == JsonValueKind.String ? v.GetString()! : v.GetRawText();

    internal static double Value(JsonElement v) => v.ValueKind switch
    {
        JsonValueKind.Number => v.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String when double.TryParse(v.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var x) => x,
        _ => throw new ReferenceFileException($"{v.GetRawText()} is not a number."),
    };

    /// <summary>The labels' numbers for interval and ratio metrics: their own when all are numeric, else null (1..K).</summary>
    internal static double[]? Scores(IReadOnlyList<string> labels)
    {
        var scores = new double[labels.Count];
        for (var i = 0; i < scores.Length; i++)
            if (!double.TryParse(labels[i], NumberStyles.Float, CultureInfo.InvariantCulture, out scores[i])) return null;
        return scores;
    }

    internal static int IndexOf(IReadOnlyList<string> labels, string name)
    {
        for (var i = 0; i < labels.Count; i++)
            if (labels[i] == name) return i;
        throw new ReferenceFileException($"\"{name}\" is not among the labels {string.Join(", ", labels)}; add it to them.");
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var v) ? v : null;

    private ReferenceFileException Missing(string name) =>
        new($"Case {reference.Id} ({reference.Statistic}) lacks \"{name}\" or has it in another shape; add it or remove the case.");
}
