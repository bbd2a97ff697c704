using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>
/// Reads <c>offline_cues</c>: by dimension and label, words and phrases, each a text or <c>phrase: weight</c>; and
/// <c>when_none</c>, <c>when_tied</c> with the label for those cases.
/// </summary>
internal static class CueReader
{
    private const string None = "when_none";
    private const string Tied = "when_tied";

    public static Dictionary<string, DimensionCues> Read(YamlMap? map, Codebook codebook)
    {
        var cues = new Dictionary<string, DimensionCues>(StringComparer.Ordinal);
        map?.AllowOnly([.. codebook.Dimensions.Select(d => d.Name)]);
        foreach (var dimension in codebook.Dimensions)
            cues[dimension.Name] = ReadDimension(map?.OptionalMap(dimension.Name), dimension);
        return cues;
    }

    private static DimensionCues ReadDimension(YamlMap? map, Dimension dimension)
    {
        var silent = First(dimension, LabelKind.NotAddressed) ?? First(dimension, LabelKind.Unclear) ?? dimension.Labels[0].Name;
        var unclear = First(dimension, LabelKind.Unclear) ?? silent;
        if (map is null)
            return new DimensionCues([], silent, unclear);

        map.AllowOnly([.. dimension.Labels.Select(l => l.Name), None, Tied]);
        var found = new List<Cue>();
        foreach (var label in dimension.Labels)
        {
            foreach (var (phrase, weight) in map.WeightedTexts(label.Name, 0.1, 100))
            {
                if (!CueText.IsUsable(phrase))
                    throw map.Error(label.Name, $"'{phrase}' holds no letter or digit; remove it");
                if (found.FirstOrDefault(c => CueText.Same(c.Phrase, phrase)) is { } other)
                    throw map.Error(label.Name, $"'{phrase}' speaks for '{other.Label}' already; remove one");
                found.Add(new Cue(label.Name, phrase, weight));
            }
        }

        return new DimensionCues(found, Named(None) ?? silent, Named(Tied) ?? unclear);

        string? Named(string key) => map.OptionalText(key) is { } name && dimension.Find(name) is null
            ? throw map.Error(key, $"'{name}' is not a label; use {string.Join(", ", dimension.Labels.Select(l => l.Name))}")
            : map.OptionalText(key);
    }

    private static string? First(Dimension dimension, LabelKind kind) => dimension.Labels.FirstOrDefault(l => l.Kind == kind)?.Name;
}
