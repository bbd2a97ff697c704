using System.Diagnostics;
using System.Text.RegularExpressions;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Host.Tests.Commands;

namespace CommentClassifier.Host.Tests;

/// <summary>Every command in the README is run, in its order, on a fresh store, with the named endpoints on loopback.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Program = "comment-classifier ";

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Every_command_of_the_readme_works()
    {
        await using var endpoint = await SimulatorServer.StartAsync(new SimulatorOptions());
        WriteSettings(endpoint.BaseUrl);
        Directory.CreateSymbolicLink(Path.Combine(cli.Folder, "fixtures"), RepositoryFolder.At("fixtures"));
        Directory.CreateSymbolicLink(Path.Combine(cli.Folder, "prompts"), RepositoryFolder.At("prompts"));
        var failed = new List<string>();
        await using var services = new Background();
        foreach (var command in Commands())
        {
            if (command is "serve" || command.StartsWith("simulate --urls", StringComparison.Ordinal))
            {
                await services.StartAsync(cli, Words(command));
                continue;
            }

            var result = command.StartsWith("curl ", StringComparison.Ordinal)
                ? await CurlAsync(command)
                : await cli.RunProcessAsync(null, Words(command));
            if (result.ExitCode != 0)
            {
                failed.Add($"{command}: exit {result.ExitCode}: {result.Error}");
            }
        }

        Assert.Empty(failed);
    }

    private static string[] Words(string command) => [.. command.Split(' ').Select(part => part.Trim('"'))];

    /// <summary>A curl of the README, which must also get a good answer.</summary>
    private async Task<CliResult> CurlAsync(string command)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = cli.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command.Replace("curl ", "curl --fail-with-body --max-time 120 ", StringComparison.Ordinal));
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliResult(process.ExitCode, await output, await error + (process.ExitCode == 0 ? "" : await output));
    }

    /// <summary>Services that the README leaves running in a terminal of their own.</summary>
    private sealed class Background : IAsyncDisposable
    {
        private readonly List<Process> processes = [];

        public async Task StartAsync(Cli cli, string[] args)
        {
            var process = cli.Start(null, args);
            processes.Add(process);
            // The one says where it listens on standard output, for scripts; the other on standard error, for people.
            var first = await Task.WhenAny(
                process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask(),
                process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken).AsTask());
            Assert.Contains("http://127.0.0.1", await first, StringComparison.Ordinal);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var process in processes)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }
        }
    }

    [Fact]
    public async Task Run_from_the_sources_the_program_looks_for_its_files_where_it_is_called()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = RepositoryFolder.At(), RedirectStandardOutput = true, RedirectStandardError = true };
        string[] args = ["run", "--no-build", "--configuration", Configuration, "--project", "src/CommentClassifier.Host", "--", "prompts", "--db", Path.Combine(cli.Folder, "run.db")];
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        Assert.Contains("ai-copyright@v1", await output, StringComparison.Ordinal);
    }

    /// <summary>What the tests were built as is what there is to run.</summary>
    private static string Configuration => AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    [Fact]
    public void The_two_commands_of_the_start_are_the_demo_and_the_tests()
    {
        Assert.Equal(
            ["dotnet run --project src/CommentClassifier.Host -- demo", "dotnet test"],
            Shell().Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal)).Take(2));
    }

    [Fact]
    public void What_takes_minutes_of_the_readme_is_run_by_the_check()
    {
        var install = Assert.Single(Shell(), line => line.StartsWith("dotnet publish ", StringComparison.Ordinal));
        Assert.Contains(install, File.ReadAllLines(RepositoryFolder.At(".ci", "run")));
    }

    [Fact]
    public void Every_link_and_picture_of_the_readme_is_there()
    {
        var missing = Link().Matches(Readme()).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(RepositoryFolder.At(target.Split('/'))));
        Assert.Empty(missing);
    }

    private static string Readme() => File.ReadAllText(RepositoryFolder.At("README.md"));

    private static IEnumerable<string> Commands() =>
        from line in Shell()
        where line.StartsWith(Program, StringComparison.Ordinal) || line.StartsWith("curl ", StringComparison.Ordinal) || line.EndsWith("-- demo", StringComparison.Ordinal)
        select line.EndsWith("-- demo", StringComparison.Ordinal) ? "demo" : line.StartsWith(Program, StringComparison.Ordinal) ? line[Program.Length..] : line;

    private static IEnumerable<string> Shell() =>
        ShellBlock().Matches(Readme()).SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private void WriteSettings(Uri baseUrl)
    {
        const string Price = """{ "gpt-4.1-mini": { "Input": 0.40, "CachedInput": 0.10, "Output": 1.60 } }""";
        var endpoints = string.Join(",\n", new[] { "openai", "azure", "vllm", "ollama" }.Select(name =>
            $$"""    "{{name}}": { "BaseUrl": "{{baseUrl}}", "Prices": {{Price}} }"""));
        cli.Write("appsettings.json", $$"""{ "CommentClassifier": { "Endpoints": { {{endpoints}} } } }""");
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"\]\(([^)#\s]+)\)")]
    private static partial Regex Link();
}
