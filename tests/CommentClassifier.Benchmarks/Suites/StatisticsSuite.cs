using CommentClassifier.Benchmarks.Support;

namespace CommentClassifier.Benchmarks.Suites;

internal static class StatisticsSuite
{
    public static Task RunAsync(Arguments arguments, Results results) => Task.CompletedTask;
}
