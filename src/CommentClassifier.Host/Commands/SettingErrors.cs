using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Commands;

/// <summary>What is wrong with a setting, named as the settings name it: the binder speaks of types and instances.</summary>
internal static partial class SettingErrors
{
    /// <summary>One line for the binder's <paramref name="message"/> about <paramref name="section"/>, read as a <paramref name="type"/>.</summary>
    public static string Describe(IConfigurationSection section, Type type, string message)
    {
        if (BadValue().Match(message) is { Success: true } bad)
        {
            return $"{bad.Groups["path"].Value} is '{bad.Groups["value"].Value}'; it must be {Kind(bad.Groups["type"].Value, type)}.";
        }

        return Unknown().Match(message) is { Success: true } unknown
            ? $"{section.Path}:{unknown.Groups["name"].Value} is no setting{Others(type, unknown.Groups["type"].Value)} (see appsettings.example.json)."
            : $"{section.Path}: {message}";
    }

    /// <summary>The settings there are, where it is the section's own type that lacks the name and not one within.</summary>
    private static string Others(Type type, string named) => type.FullName == named
        ? $"; there are {string.Join(", ", type.GetProperties().Where(property => property is { CanWrite: true, Name: not "Name" }).Select(property => property.Name))}"
        : "";

    private static string Kind(string name, Type near) => name switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" or "System.Decimal" => "a number",
        "System.Boolean" => "true or false",
        _ => near.Assembly.GetType(name) is { IsEnum: true } choice ? $"one of {string.Join(", ", Enum.GetNames(choice))}" : "another value",
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<path>.*)' to type '(?<type>.*)'")]
    private static partial Regex BadValue();

    [GeneratedRegex("were not found on the instance of (?<type>.*): '(?<name>[^']*)'")]
    private static partial Regex Unknown();
}
