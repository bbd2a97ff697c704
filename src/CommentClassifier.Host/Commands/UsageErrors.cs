using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace CommentClassifier.Host.Commands;

/// <summary>What is wrong with a command line, in words of its user: the parser speaks of types and says a missing verb for an unknown one.</summary>
internal static partial class UsageErrors
{
    /// <summary>The one line for the first error that says what to mend.</summary>
    public static string Describe(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var verbs = parsed.CommandResult.Command.Subcommands.Select(command => command.Name).ToList();
            return verbs.Count > 0
                ? $"There is no '{parsed.UnmatchedTokens[0]}' here; there are {string.Join(", ", verbs)}."
                : $"'{parsed.UnmatchedTokens[0]}' is no option or argument of this command.";
        }

        var message = Blanks().Replace(parsed.Errors[0].Message, " ").Trim();
        return BadValue().Match(message) is { Success: true } bad
            ? $"{bad.Groups["option"].Value} {bad.Groups["value"].Value}: write {Kind(bad.Groups["type"].Value)}."
            : message;
    }

    /// <summary>The verbs as they were written, each after a blank; empty at the root.</summary>
    public static string Verb(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at.Command is not RootCommand; at = (CommandResult)at.Parent!)
        {
            names.Push(" " + at.Command.Name);
        }

        return string.Concat(names);
    }

    private static string Kind(string type) =>
        type.Contains("Int", StringComparison.Ordinal) ? "a whole number"
        : type.Contains("Double", StringComparison.Ordinal) || type.Contains("Decimal", StringComparison.Ordinal) ? "a number"
        : "another value";

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for option '(?<option>.*)' as expected type '(?<type>.*)'")]
    private static partial Regex BadValue();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
