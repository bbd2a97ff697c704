using System.Diagnostics;
using System.Text.Json;
using CommentClassifier.Host.Commands;

namespace CommentClassifier.Host.Tests.Commands;

/// <summary>What a command line printed and how it ended.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The result itself, after checking that it went well.</summary>
    public CliResult Ok()
    {
        Assert.True(ExitCode == 0, $"exit {ExitCode}: {Error}");
        return this;
    }
}

/// <summary>Runs the product's command lines against a store of the test's own, in this process or in a real one.</summary>
internal sealed class Cli : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("comment-classifier-");

    /// <summary>A folder of the test's own.</summary>
    public string Folder => folder.FullName;

    public static string Fixture(params string[] parts) => RepositoryFolder.At(["fixtures", .. parts]);

    /// <summary>Writes a file into the folder.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs in this process.</summary>
    public async Task<CliResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(WithStore(args), output, error, TestContext.Current.CancellationToken);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Starts a process of its own, in the folder.</summary>
    public Process Start(IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(typeof(CommandLine).Assembly.Location);
        foreach (var arg in WithStore(args))
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment.Remove("OPENAI_API_KEY");
        start.Environment.Remove("AZURE_OPENAI_API_KEY");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs in a process of its own, in the folder.</summary>
    public async Task<CliResult> RunProcessAsync(IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        using var process = Start(environment, args);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private string[] WithStore(string[] args) =>
        [.. args, .. args.Contains("--db") ? Array.Empty<string>() : ["--db", Path.Combine(Folder, "test.db")], .. args.Contains("--prompts") ? Array.Empty<string>() : ["--prompts", RepositoryFolder.At("prompts")]];
}
