namespace CommentClassifier.Tests.Architecture;

/// <summary>Finds the checkout the tests run in, and the shared data beside it.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    /// <summary>A path inside the checkout.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file of the real dockets beside the checkout, or null when they are not there.</summary>
    public static string? Shared(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("COMMENT_CLASSIFIER_SHARED") ?? Path.Combine(Root, "..", "shared");
        var path = Path.GetFullPath(Path.Combine([folder, .. parts]));
        return Path.Exists(path) ? path : null;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CommentClassifier.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
