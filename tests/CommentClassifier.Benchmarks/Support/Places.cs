namespace CommentClassifier.Benchmarks.Support;

/// <summary>Where things are in the working copy; everything that is written goes under <c>artifacts/benchmarks</c>.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();

    public static string Work { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "benchmarks")).FullName;

    public static string Prompts => Path.Combine(Root, "prompts");

    /// <summary>The product as users install it: published for this machine.</summary>
    public static string Product { get; } = Path.Combine(Root, "artifacts", "product", "comment-classifier");

    public static string Fresh(string name)
    {
        var folder = Path.Combine(Work, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CommentClassifier.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The benchmarks run from a working copy: no CommentClassifier.sln above their own folder.");
    }
}
