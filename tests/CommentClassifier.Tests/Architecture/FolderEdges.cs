using System.Reflection;
using NetArchTest.Rules;

namespace CommentClassifier.Tests.Architecture;

public sealed class FolderEdges
{
    private const string Root = "CommentClassifier";

    private static readonly Assembly Library = typeof(ExpectedException).Assembly;

    /// <summary>Which folders each folder may use. A new folder fails until it is placed here.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Dockets"] = [],
        ["Deduplication"] = ["Dockets"],
        ["Labels"] = ["Dockets"],
        ["Prompts"] = ["Labels", "Dockets"],
        ["Ledger"] = ["Dockets", "Labels"],
        ["Agreement"] = ["Labels"],
        ["Endpoints"] = ["Prompts", "Labels"],
        ["Storage"] = ["Dockets", "Deduplication", "Labels", "Ledger"],
        ["Runs"] = ["Dockets", "Deduplication", "Labels", "Prompts", "Ledger", "Endpoints", "Storage"],
        ["Reports"] = ["Dockets", "Deduplication", "Labels", "Prompts", "Ledger", "Agreement", "Storage"],
    };

    public static TheoryData<string> Folders => [.. Allowed.Keys.Where(folder => Directory.Exists(RepositoryFolder.At("src", Root, folder)))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_the_folders_it_is_allowed(string folder)
    {
        var forbidden = Allowed.Keys.Except(Allowed[folder]).Where(other => other != folder).Select(other => $"{Root}.{other}").ToArray();
        AssertHolds(In(folder).ShouldNot().HaveDependencyOnAny(forbidden).GetResult(), folder);
    }

    [Theory]
    [InlineData("Deduplication")]
    [InlineData("Labels")]
    [InlineData("Ledger")]
    [InlineData("Agreement")]
    public void A_pure_folder_touches_no_database_http_clock_or_logger(string folder)
    {
        var result = In(folder).ShouldNot().HaveDependencyOnAny(
            "System.Data", "Dapper", "Npgsql", "Microsoft.Data.Sqlite", "System.Net.Http", "System.TimeProvider",
            "System.Diagnostics.Stopwatch", "Microsoft.Extensions.Logging").GetResult();
        AssertHolds(result, folder);
    }

    [Fact]
    public void Only_endpoints_know_the_openai_sdk_and_polly() =>
        AssertHolds(OutsideOf("Endpoints").ShouldNot().HaveDependencyOnAny("OpenAI", "Azure", "System.ClientModel", "Polly").GetResult(), "Endpoints");

    [Fact]
    public void Only_storage_knows_the_databases() =>
        AssertHolds(OutsideOf("Storage").ShouldNot().HaveDependencyOnAny("Dapper", "Npgsql", "Microsoft.Data.Sqlite", "DbUp").GetResult(), "Storage");

    [Fact]
    public void Every_folder_of_the_library_has_its_place()
    {
        var folders = Directory.GetDirectories(RepositoryFolder.At("src", Root)).Select(path => Path.GetFileName(path)!).Where(name => name is not ("bin" or "obj" or "Properties"));
        Assert.Empty(folders.Except(Allowed.Keys));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var folders = Allowed.Keys.Select(folder => $"{Root}.{folder}").Append(Root).ToHashSet();
        var strays = Library.GetTypes()
            .Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true)
            .Select(type => string.Join('.', type.Namespace!.Split('.').Take(2)))
            .Distinct()
            .Where(space => !folders.Contains(space));
        Assert.Empty(strays);
    }

    [Fact]
    public void Program_stays_under_sixty_lines() =>
        Assert.True(File.ReadAllLines(RepositoryFolder.At("src", "CommentClassifier.Host", "Program.cs")).Length < 60);

    private static PredicateList In(string folder) =>
        Types.InAssembly(Library).That().ResideInNamespaceMatching($@"^{Root}\.{folder}(\.|$)");

    private static PredicateList OutsideOf(string folder) =>
        Types.InAssembly(Library).That().DoNotResideInNamespaceMatching($@"^{Root}\.{folder}(\.|$)").And().ResideInNamespace(Root);

    private static void AssertHolds(NetArchTest.Rules.TestResult result, string folder) =>
        Assert.True(result.IsSuccessful, $"{folder}: {string.Join(", ", result.FailingTypeNames ?? [])}");
}
