namespace CommentClassifier.Benchmarks.Suites;

internal static class MicroSuite
{
    public static int Run(string[] args) => 0;
}
