using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>Reads the YAML above a template; what a person could have mistyped is refused with file, line, key and remedy.</summary>
internal static class FrontMatterReader
{
    private const string Fence = "---";

    /// <summary>The YAML, ready to be read, and the template below it.</summary>
    public static (YamlMap Yaml, string Body) Split(string text, string source)
    {
        var lines = PromptHash.Normal(text).Split('\n');
        var end = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, l => l.TrimEnd() == Fence) : -1;
        if (end < 0)
            throw new DefinitionException(source, 1, "", "no front matter; begin the file with a line '---', YAML, and a line '---'");
        var body = string.Join('\n', lines[(end + 1)..]).Trim('\n') + "\n";
        if (string.IsNullOrWhiteSpace(body))
            throw new DefinitionException(source, end + 2, "", "no template below the front matter; write the instructions there");
        return (YamlMap.Parse(string.Join('\n', lines[1..end]), source, lineOffset: 1), body);
    }

    /// <summary>The codebook's file name, needed before the rest can be read.</summary>
    public static string CodebookFile(YamlMap map)
    {
        var file = map.OptionalText("codebook") ?? "codebook.yaml";
        return PromptNames.IsCodebookFile(file)
            ? file
            : throw map.Error("codebook", "must be a file beside the prompt called codebook.yaml or codebook-<something>.yaml; rename it");
    }

    /// <summary>The codebook narrowed to the dimensions the prompt names.</summary>
    public static Codebook Narrow(YamlMap map, Codebook codebook)
    {
        var asked = map.Texts("dimensions");
        if (asked.Count == 0)
            return codebook;
        if (asked.FirstOrDefault(n => codebook.Find(n) is null) is { } unknown)
            throw map.Error("dimensions", $"'{unknown}' is not in the codebook; use {string.Join(", ", codebook.Dimensions.Select(d => d.Name))}");
        return codebook with { Dimensions = [.. codebook.Dimensions.Where(d => asked.Contains(d.Name))] };
    }

    /// <summary>Everything else.</summary>
    public static FrontMatter Read(YamlMap map, Codebook codebook)
    {
        map.AllowOnly("description", "codebook", "dimensions", "parameters", "shape", "variables", "examples", "offline_cues");
        var shape = ReadShape(map);
        var validator = new ReplyValidator(codebook, shape);
        return new FrontMatter
        {
            Description = map.OptionalText("description") ?? "",
            CodebookFile = CodebookFile(map),
            Dimensions = map.Texts("dimensions"),
            Parameters = ReadParameters(map.OptionalMap("parameters")),
            Shape = shape,
            Variables = ReadVariables(map.OptionalMap("variables")),
            Examples = [.. map.Maps("examples").Select(e => ExampleReader.Read(e, codebook, shape, validator))],
            OfflineCues = CueReader.Read(map.OptionalMap("offline_cues"), codebook),
        };
    }

    private static ReplyShape ReadShape(YamlMap map)
    {
        var shape = map.OptionalMap("shape") ?? throw map.Error("shape", "missing; add 'shape:' with 'quotes: true|false' and 'confidence: true|false'");
        shape.AllowOnly("quotes", "confidence");
        return new ReplyShape(shape.Flag("quotes"), shape.Flag("confidence"));
    }

    private static PromptParameters ReadParameters(YamlMap? map)
    {
        var defaults = new PromptParameters();
        if (map is null)
            return defaults;
        map.AllowOnly("temperature", "seed", "max_output_tokens_per_comment");
        return new PromptParameters
        {
            Temperature = map.Number("temperature", 0, 2),
            Seed = map.Integer("seed", long.MinValue, long.MaxValue),
            MaxOutputTokensPerComment = (int)(map.Integer("max_output_tokens_per_comment", 1, 100_000) ?? defaults.MaxOutputTokensPerComment),
        };
    }

    private static List<PromptVariable> ReadVariables(YamlMap? map)
    {
        var variables = new List<PromptVariable>();
        foreach (var name in map?.Keys ?? [])
        {
            var variable = map!.OptionalMap(name)!;
            variable.AllowOnly("description", "default");
            variables.Add(new PromptVariable(name, variable.RequiredText("description"), variable.RawText("default")));
        }

        return variables;
    }
}
