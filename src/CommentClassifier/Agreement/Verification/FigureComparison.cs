using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Compares computed figures (nulls, numbers, texts, lists and dictionaries) with a case's expected JSON.</summary>
internal static class FigureComparison
{
    internal static IEnumerable<FailedFigure> Differences(ReferenceCase reference, IReadOnlyDictionary<string, object?> figures)
    {
        foreach (var expected in reference.Expected.EnumerateObject())
        {
            var (abs, rel) = ToleranceOf(reference.Tolerance, expected.Name);
            if (!TryFigure(figures, expected.Name, out var actual))
                yield return new FailedFigure(reference.Id, expected.Name, Plain(expected.Value), "not computed");
            else if (!Match(expected.Value, actual, abs, rel))
                yield return new FailedFigure(reference.Id, expected.Name, Plain(expected.Value), actual);
        }
    }

    /// <summary>Keys ending _list or _flat repeat another figure as one flat list, null as 0.</summary>
    private static bool TryFigure(IReadOnlyDictionary<string, object?> figures, string key, out object? value)
    {
        if (figures.TryGetValue(key, out value)) return true;
        foreach (var ending in new[] { "_list", "_flat" })
            if (key.EndsWith(ending, StringComparison.Ordinal) && figures.TryGetValue(key[..^ending.Length], out var nested))
            {
                value = Flatten(nested).ToArray();
                return true;
            }
        return false;
    }

    private static IEnumerable<object?> Flatten(object? value) => value switch
    {
        null => [0.0],
        string text => [text],
        IEnumerable list => list.Cast<object?>().SelectMany(Flatten),
        _ => [value],
    };

    private static (double Abs, double Rel) ToleranceOf(JsonElement tolerance, string key)
    {
        var (abs, rel) = (Number(tolerance, "abs"), Number(tolerance, "rel"));
        if (tolerance.ValueKind == JsonValueKind.Object && tolerance.TryGetProperty("keys", out var keys)
            && keys.ValueKind == JsonValueKind.Object && keys.TryGetProperty(key, out var own))
            (abs, rel) = own.ValueKind == JsonValueKind.Number ? (own.GetDouble(), (double?)null) : (Number(own, "abs") ?? 0, (double?)(Number(own, "rel") ?? 0));
        return abs is null && rel is null ? (1e-9, 1e-9) : (abs ?? 0, rel ?? 0);
    }

    private static double? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.Number ? v.GetDouble() : null;

    private static bool Match(JsonElement expected, object? actual, double abs, double rel) => expected.ValueKind switch
    {
        JsonValueKind.Null => actual is null,
        JsonValueKind.Number => AsNumber(actual) is { } x && Math.Abs(x - expected.GetDouble()) <= abs + rel * Math.Abs(expected.GetDouble()),
        JsonValueKind.String => actual is string text && text == expected.GetString(),
        JsonValueKind.True or JsonValueKind.False => actual is bool flag && flag == expected.GetBoolean(),
        JsonValueKind.Array => actual is IEnumerable list and not string and not IDictionary && MatchList(expected, [.. list.Cast<object?>()], abs, rel),
        JsonValueKind.Object => actual is IReadOnlyDictionary<string, object?> map
            && expected.EnumerateObject().All(p => TryFigure(map, p.Name, out var v) && Match(p.Value, v, abs, rel)),
        _ => false,
    };

    private static bool MatchList(JsonElement expected, object?[] actual, double abs, double rel)
    {
        var wanted = expected.EnumerateArray().ToArray();
        return wanted.Length == actual.Length && wanted.Zip(actual).All(pair => Match(pair.First, pair.Second, abs, rel));
    }

    private static double? AsNumber(object? value) => value switch
    {
        double d => double.IsFinite(d) ? d : null,
        int i => i,
        long l => l,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => null,
    };

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToArray(),
        _ => element.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value)),
    };
}
