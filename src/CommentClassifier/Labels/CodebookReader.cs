using System.Text.RegularExpressions;

namespace CommentClassifier.Labels;

/// <summary>Reads <c>codebook.yaml</c>. Whatever a person could have mistyped is refused with file, line, key and remedy.</summary>
public static partial class CodebookReader
{
    /// <summary>Reads a codebook.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="sourceName">How the file is called in messages.</param>
    /// <exception cref="DefinitionException">The text is no usable codebook.</exception>
    public static Codebook Read(string yaml, string sourceName)
    {
        var map = YamlMap.Parse(yaml, sourceName);
        map.AllowOnly("name", "description", "dimensions");
        var name = map.RequiredText("name");
        var dimensions = map.Maps("dimensions").Select(ReadDimension).ToList();
        if (dimensions.Count == 0)
            throw map.Error("dimensions", "no dimensions; add at least one");
        RefuseRepeats(map, "dimensions", dimensions.Select(d => d.Name));
        return new Codebook { Name = name, Description = map.OptionalText("description") ?? "", Dimensions = dimensions };
    }

    private static Dimension ReadDimension(YamlMap map)
    {
        map.AllowOnly("name", "title", "question", "ordinal", "labels", "rules");
        var name = MachineName(map);
        if (name == "id")
            throw map.Error("name", "'id' names the comment in a reply; choose another name");
        var labels = map.Maps("labels").Select(l => ReadLabel(l, map.Flag("ordinal"))).ToList();
        if (labels.Count < 2)
            throw map.Error("labels", "a dimension needs at least two labels; add them");
        RefuseRepeats(map, "labels", labels.Select(l => l.Name));
        return new Dimension
        {
            Name = name,
            Title = map.RequiredText("title"),
            Question = map.OptionalText("question") ?? "",
            Ordinal = map.Flag("ordinal"),
            Labels = labels,
            Rules = map.Texts("rules"),
        };
    }

    private static LabelDefinition ReadLabel(YamlMap map, bool ordinal)
    {
        map.AllowOnly("name", "definition", "kind", "off_scale", "examples");
        var offScale = map.Flag("off_scale");
        if (offScale && !ordinal)
            throw map.Error("off_scale", "only a label of an ordinal dimension can be off its scale; set 'ordinal: true' or remove it");
        return new LabelDefinition
        {
            Name = MachineName(map),
            Definition = map.RequiredText("definition"),
            Kind = map.OptionalText("kind") switch
            {
                null or "substantive" => LabelKind.Substantive,
                "not_addressed" => LabelKind.NotAddressed,
                "unclear" => LabelKind.Unclear,
                var other => throw map.Error("kind", $"'{other}' is unknown; use substantive, not_addressed or unclear"),
            },
            OffScale = offScale,
            Examples = map.Texts("examples"),
        };
    }

    private static string MachineName(YamlMap map)
    {
        var name = map.RequiredText("name");
        return Machine().IsMatch(name)
            ? name
            : throw map.Error("name", $"'{name}' must be lower-case letters, digits and underscores, a letter first, at most 64; rename it");
    }

    private static void RefuseRepeats(YamlMap map, string key, IEnumerable<string> names)
    {
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw map.Error(key, $"'{twice.Key}' is there twice; rename or remove one");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,63}\z")]
    private static partial Regex Machine();
}
