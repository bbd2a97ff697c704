using System.Text.RegularExpressions;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Host.Tests.Commands;

namespace CommentClassifier.Host.Tests;

/// <summary>Every command in the README is run, in its order, on a fresh store, with the named endpoints on loopback.</summary>
public sealed partial class ReadmeTests : IDisposable
{
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
        foreach (var command in Commands())
        {
            var result = await cli.RunProcessAsync(null, command.Split(' ').Select(part => part.Trim('"')).ToArray());
            if (result.ExitCode != 0)
            {
                failed.Add($"{command}: exit {result.ExitCode}: {result.Error}");
            }
        }

        Assert.Empty(failed);
    }

    [Fact]
    public void The_two_commands_of_the_start_are_the_demo_and_the_tests()
    {
        var shell = Shell().Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal));
        Assert.Equal(["dotnet run --project src/CommentClassifier.Host -- demo", "dotnet test"], shell);
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
        where line.StartsWith("comment-classifier ", StringComparison.Ordinal) || line.EndsWith("-- demo", StringComparison.Ordinal)
        select line.EndsWith("-- demo", StringComparison.Ordinal) ? "demo" : line["comment-classifier ".Length..];

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
