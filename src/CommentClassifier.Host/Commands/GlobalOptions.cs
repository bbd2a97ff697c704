using System.CommandLine;

namespace CommentClassifier.Host.Commands;

/// <summary>The options that every verb takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Db = new("--db")
    {
        Description = "The store: a SQLite file, or a PostgreSQL connection (Host=... or postgres://...). Default: comment-classifier.db in the current folder.",
        HelpName = "connection",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "One JSON document on standard output and nothing else there.",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "No progress and no hints.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Log what the engine does to standard error.",
        Recursive = true,
    };

    public static readonly Option<string?> Prompts = new("--prompts")
    {
        Description = "The folder with the prompts. Default: prompts.",
        HelpName = "folder",
        Recursive = true,
    };

    public static IEnumerable<Option> All => [Db, Json, Quiet, Verbose, Prompts];
}
