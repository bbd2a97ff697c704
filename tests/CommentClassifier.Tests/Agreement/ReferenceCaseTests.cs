using CommentClassifier.Agreement.Verification;

namespace CommentClassifier.Tests.Agreement;

public sealed class ReferenceCaseTests
{
    [Fact]
    public void Every_shared_reference_case_passes()
    {
        var path = Files.Above("../shared/reference_cases.json");
        Assert.SkipWhen(path is null, "shared/reference_cases.json is not beside the repository");
        AssertAllPass(File.ReadAllText(path!), 193);
    }

    internal static void AssertAllPass(string json, int atLeast)
    {
        var result = StatisticsVerifier.Verify(json);
        Assert.Empty(result.Unsupported);
        Assert.True(result.Failed.Count == 0, string.Join('\n', result.Failed.Select(f => System.Text.Json.JsonSerializer.Serialize(f))));
        Assert.Equal(result.Cases, result.Passed);
        Assert.True(result.Cases >= atLeast, $"only {result.Cases} cases");
    }
}

internal static class Files
{
    /// <summary>A file found by walking up from the test's folder, null when there is none.</summary>
    internal static string? Above(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
