using System.Net;
using CommentClassifier.Host.Commands;
using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Service;

/// <summary>What the service is started with, checked before anything listens.</summary>
internal sealed record ServiceSettings
{
    /// <summary>Where the service listens when nobody says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Every setting, for the parts that have their own section.</summary>
    public required IConfiguration Configuration { get; init; }

    /// <summary>Where to listen.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>The prompts, an absolute path.</summary>
    public required string PromptFolder { get; init; }

    /// <summary>Whether to log what the engine does.</summary>
    public bool Verbose { get; init; }

    /// <summary>Folders of the server from which an admin may import; none by default.</summary>
    public IReadOnlyList<string> ImportFolders { get; init; } = [];

    /// <summary>The largest upload in bytes. Setting <c>Upload:MaxBytes</c>, default 512 MiB, at least 1,024.</summary>
    public long MaxUploadBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>How many runs are worked on at once; the others wait for their turn. Setting <c>Worker:ActiveRuns</c>, 1 to 64, default 2.</summary>
    public int ActiveRuns { get; init; } = 2;

    /// <summary>How long a run keeps its turn while another waits. Setting <c>Worker:SliceSeconds</c>, 1 to 86,400, default 30.</summary>
    public double SliceSeconds { get; init; } = 30;

    /// <summary>Whether people must sign in on loopback too (behind a proxy, say). Setting <c>SignIn:Required</c>.</summary>
    public bool SignInRequired { get; init; }

    /// <summary>The hosts a browser may name; those of <see cref="Urls"/> and the ones of the setting <c>AllowedHosts</c>.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>Whether only this machine can reach the service.</summary>
    public bool LoopbackOnly => Urls.All(IsLoopback);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ExpectedException">A setting is out of range, or the hosts cannot be told.</exception>
    public static ServiceSettings From(IConfiguration configuration, IReadOnlyList<string> urls, string promptFolder, bool verbose)
    {
        var section = configuration.GetSection(Settings.Section);
        var listening = urls.Count > 0 ? urls : List(section, "Urls") is { Count: > 0 } set ? set : [DefaultUrl];
        foreach (var url in listening.Where(u => !IsUrl(u)))
        {
            throw new ExpectedException($"--urls {url}: write an http or https address with a port, such as {DefaultUrl}.", 2);
        }

        var settings = new ServiceSettings
        {
            Configuration = configuration,
            Urls = listening,
            PromptFolder = promptFolder,
            Verbose = verbose,
            ImportFolders = [.. List(section, "ImportFolders").Select(Path.GetFullPath)],
            MaxUploadBytes = Number(section, "Upload:MaxBytes", 512L * 1024 * 1024, 1024, 1L << 40),
            ActiveRuns = (int)Number(section, "Worker:ActiveRuns", 2, 1, 64),
            SliceSeconds = Number(section, "Worker:SliceSeconds", 30, 1, 86_400),
            SignInRequired = Truth(section, "SignIn:Required"),
            AllowedHosts = Hosts(listening, List(section, "AllowedHosts")),
        };
        return settings;
    }

    /// <summary>Whether the address can be reached from this machine only.</summary>
    public static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private static List<string> Hosts(IReadOnlyList<string> urls, IReadOnlyList<string> named)
    {
        var own = urls.Select(HostOf).ToList();
        if (own.Any(IsEverywhere) && named.Count == 0)
        {
            throw new ExpectedException(
                $"--urls {urls.First(u => IsEverywhere(HostOf(u)))} listens on every address: name the hosts people will use in {Settings.Section}:AllowedHosts, such as [\"desk.example.org\"].", 2);
        }

        string[] loopback = urls.Any(u => IsLoopback(u) || IsEverywhere(HostOf(u))) ? ["localhost", "127.0.0.1", "[::1]"] : [];
        return [.. own.Where(h => !IsEverywhere(h)).Concat(loopback).Concat(named).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string HostOf(string url) => url.Split("://", 2)[1].Split('/')[0] is var authority && authority.StartsWith('[')
        ? authority[..(authority.IndexOf(']', StringComparison.Ordinal) + 1)]
        : authority.Split(':')[0];

    private static bool IsEverywhere(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";

    private static bool IsUrl(string url) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";

    private static List<string> List(IConfigurationSection section, string name) => section[name] is { Length: > 0 } one
        ? [.. one.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        : [.. section.GetSection(name).GetChildren().Select(c => c.Value).OfType<string>()];

    private static bool Truth(IConfigurationSection section, string name) =>
        section[name] is { } text
        && (bool.TryParse(text, out var value) ? value : throw new ExpectedException($"{Settings.Section}:{name} is {text}; it must be true or false."));

    private static long Number(IConfigurationSection section, string name, long standard, long least, long most)
    {
        if (section[name] is not { } text)
        {
            return standard;
        }

        return long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ExpectedException($"{Settings.Section}:{name} is {text}; it must be a whole number from {least} to {most}.");
    }
}
