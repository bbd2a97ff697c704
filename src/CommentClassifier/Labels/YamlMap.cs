using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CommentClassifier.Labels;

/// <summary>A YAML mapping that knows where it stands, so that every complaint names file, line and key.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode node;
    private readonly string source;
    private readonly long lineOffset;
    private readonly string path;

    private YamlMap(YamlMappingNode node, string source, long lineOffset, string path) =>
        (this.node, this.source, this.lineOffset, this.path) = (node, source, lineOffset, path);

    /// <param name="lineOffset">Lines of the file that stand before the text, as before front matter.</param>
    public static YamlMap Parse(string yaml, string source, long lineOffset = 0)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(yaml));
        try
        {
            stream.Load(parser);
        }
        catch (Exception e)
        {
            // The library breaks off some malformed flow lists with an InvalidOperationException of its own.
            var line = e is YamlException { Start: var at } ? at.Line : parser.Current?.End.Line ?? 1;
            throw new DefinitionException(source, line + lineOffset, "", $"not valid YAML ({e.Message.ReplaceLineEndings(" ")}); mend it there", e);
        }

        var root = stream.Documents.Count == 1 ? stream.Documents[0].RootNode : null;
        return root is YamlMappingNode map
            ? new YamlMap(map, source, lineOffset, "")
            : throw new DefinitionException(source, 1 + lineOffset, "", "expected one mapping of keys to values; see the shipped prompts for the form");
    }

    public IEnumerable<string> Keys => node.Children.Keys.Select(k => Scalar(k, ""));

    public DefinitionException Error(string key, string problem) =>
        new(source, Line(Child(key) ?? node), Join(key), problem);

    public void AllowOnly(params string[] known)
    {
        foreach (var (key, _) in node.Children)
        {
            var name = Scalar(key, "");
            if (!known.Contains(name, StringComparer.Ordinal))
                throw new DefinitionException(source, Line(key), Join(name), $"unknown key; remove it or use one of {string.Join(", ", known)}");
        }
    }

    public bool Has(string key) => Child(key) is not null;

    public string RequiredText(string key)
    {
        var value = OptionalText(key);
        return string.IsNullOrWhiteSpace(value) ? throw Error(key, $"missing; add '{key}: ...' with a value") : value;
    }

    public string? OptionalText(string key) => Child(key) is { } child ? Scalar(child, Join(key)).Trim() : null;

    /// <summary>The scalar as written, inner and outer blanks included.</summary>
    public string? RawText(string key) => Child(key) is { } child ? Scalar(child, Join(key)) : null;

    public bool Flag(string key) => OptionalText(key) switch
    {
        null => false,
        "true" => true,
        "false" => false,
        var other => throw Error(key, $"'{other}' is not true or false; write one of the two"),
    };

    public double? Number(string key, double min, double max)
    {
        if (OptionalText(key) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Error(key, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {min} to {max}; write one"));
    }

    public long? Integer(string key, long min, long max)
    {
        if (OptionalText(key) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Error(key, $"'{text}' is not a whole number from {min} to {max}; write one");
    }

    public YamlMap? OptionalMap(string key) => Child(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlMap(map, source, lineOffset, Join(key)),
        _ => throw Error(key, "expected keys and values below it; indent them"),
    };

    public bool IsMap(string key) => Child(key) is YamlMappingNode;

    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select((n, i) => Scalar(n, $"{Join(key)}[{i + 1}]").Trim())];

    public IReadOnlyList<YamlMap> Maps(string key) =>
        [.. Items(key).Select((n, i) => AsMap(n, $"{Join(key)}[{i + 1}]"))];

    /// <summary>A list whose entries are a text or one <c>text: number</c> pair.</summary>
    public IReadOnlyList<(string Text, double Weight)> WeightedTexts(string key, double min, double max) =>
        [.. Items(key).Select((n, i) => Weighted(n, $"{Join(key)}[{i + 1}]", min, max))];

    private (string Text, double Weight) Weighted(YamlNode entry, string at, double min, double max)
    {
        if (entry is not YamlMappingNode { Children.Count: 1 })
            return (Scalar(entry, at).Trim(), 1);
        var map = AsMap(entry, at);
        var text = map.Keys.Single();
        return (text.Trim(), map.Number(text, min, max) ?? 1);
    }

    private IEnumerable<YamlNode> Items(string key) => Child(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        _ => throw Error(key, "expected a list; write each entry on a line of its own after '- '"),
    };

    private YamlMap AsMap(YamlNode entry, string at) => entry is YamlMappingNode map
        ? new YamlMap(map, source, lineOffset, at)
        : throw new DefinitionException(source, Line(entry), at, "expected keys and values; indent them below the '-'");

    private string Scalar(YamlNode value, string at) => value is YamlScalarNode scalar
        ? scalar.Value ?? ""
        : throw new DefinitionException(source, Line(value), at, "expected one value, found a list or keys; put it in quotes if it is a text with ': '");

    private YamlNode? Child(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private string Join(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private long Line(YamlNode at) => at.Start.Line + lineOffset;
}
