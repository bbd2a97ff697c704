using CommentClassifier.Benchmarks.Support;

namespace CommentClassifier.Benchmarks.Suites;

internal static class CrashSuite
{
    public static Task RunAsync(Arguments arguments, Results results) => Task.CompletedTask;
}
