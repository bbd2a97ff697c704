using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommentClassifier.Prompts;
using CommentClassifier.Storage;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace CommentClassifier.Host.Commands;

/// <summary>What one invocation works with: where to write, how, and the settings.</summary>
internal sealed class Session
{
    /// <summary>Numbers as numbers, names in camelCase, absent figures as null.</summary>
    public static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private Session(ParseResult parsed)
    {
        Parsed = parsed;
        Output = parsed.InvocationConfiguration.Output;
        Error = parsed.InvocationConfiguration.Error;
        Json = parsed.GetValue(GlobalOptions.Json);
        Quiet = parsed.GetValue(GlobalOptions.Quiet);
        Verbose = parsed.GetValue(GlobalOptions.Verbose);
        Configuration = Settings.Load(Directory.GetCurrentDirectory());
        Connection = parsed.GetValue(GlobalOptions.Db) ?? Configuration[$"{Settings.Section}:Db"] ?? "comment-classifier.db";
        PromptFolder = parsed.GetValue(GlobalOptions.Prompts) ?? Configuration[$"{Settings.Section}:Prompts"] ?? "prompts";
        Table = PlainConsole(Output, terminal: !Console.IsOutputRedirected && ReferenceEquals(Output, Console.Out));
        Notes = PlainConsole(Error, terminal: ErrorIsTerminal);
    }

    public ParseResult Parsed { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool Json { get; }

    public bool Quiet { get; }

    public bool Verbose { get; }

    public IConfiguration Configuration { get; }

    /// <summary>The store's connection; may hold a password, so it is never printed.</summary>
    public string Connection { get; }

    public string PromptFolder { get; }

    /// <summary>Where tables for people go: plain when standard output is not a terminal.</summary>
    public IAnsiConsole Table { get; }

    /// <summary>Where progress and notes go.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>Whether progress bars make sense.</summary>
    public bool ErrorIsTerminal => !Console.IsErrorRedirected && ReferenceEquals(Error, Console.Error);

    public static Session From(ParseResult parsed) => new(parsed);

    /// <summary>Opens the store, bringing its schema up to date.</summary>
    public Task<Store> OpenStoreAsync(CancellationToken cancellationToken) => Store.OpenAsync(Connection, TimeProvider.System, cancellationToken);

    /// <summary>Reads the prompt folder.</summary>
    public PromptCatalogue LoadPrompts() => PromptCatalogue.Load(PromptFolder);

    /// <summary>Writes the one JSON document.</summary>
    public void WriteJson<T>(T document) => Output.WriteLine(JsonSerializer.Serialize(document, JsonOptions));

    /// <summary>Writes a note for people to standard error, unless quiet.</summary>
    public void Note(string line)
    {
        if (!Quiet)
        {
            Error.WriteLine(line);
        }
    }

    private static IAnsiConsole PlainConsole(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!terminal)
        {
            console.Profile.Width = 140;
        }

        return console;
    }
}
