using System.Globalization;
using System.Text.RegularExpressions;

namespace CommentClassifier.Prompts;

/// <summary>Names as people type them. Nothing that fails these patterns ever becomes part of a path.</summary>
internal static partial class PromptNames
{
    public const string NameRule = "lower-case letters, digits and dashes, a letter first, at most 40";

    public static bool IsName(string name) => Name().IsMatch(name);

    public static bool IsCodebookFile(string file) => CodebookFile().IsMatch(file);

    /// <summary>The number of <c>v7</c>, or null.</summary>
    public static int? Number(string version) =>
        Version().IsMatch(version) ? int.Parse(version.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^v[1-9][0-9]{0,3}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"^codebook[a-z0-9-]{0,20}\.yaml\z")]
    private static partial Regex CodebookFile();
}
