using System.CommandLine;
using CommentClassifier.Agreement.Verification;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary><c>verify-statistics</c>: published and independently computed figures through the code the product uses.</summary>
internal static class VerifyStatisticsCommand
{
    private static readonly Argument<string?> Cases = new("file") { Description = "JSON: a list of cases with id, statistic, data and expected. Default: the cases shipped with the program.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var command = new Command("verify-statistics", "Computes reference cases, published figures and those of other statistics packages, with the code that makes every report, and says what matches. Exit code 1 if any does not.\n\nExample: comment-classifier verify-statistics") { Cases };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var session = Session.From(parsed);
        var result = ReferenceCases.Verify(parsed.GetValue(Cases));
        if (session.Json)
        {
            session.WriteJson(result);
        }
        else
        {
            Show(session, result);
        }

        if (result.AllPassed)
        {
            return 0;
        }

        session.Error.WriteLine($"{result.Cases - result.Passed} of {result.Cases} reference cases do not match: do not rely on these figures until they do.");
        return 1;
    }

    private static void Show(Session session, VerificationResult result)
    {
        var table = Tables.Of("statistic", "#cases", "#passed", "source");
        foreach (var statistic in result.Sources.GroupBy(s => s.Statistic).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var sources = statistic.Select(s => s.Source).OfType<string>().Distinct().ToList();
            table.Row(
                statistic.Key, Tables.Count(statistic.Count()), Tables.Count(statistic.Count(s => s.Passed)),
                sources.Count switch { 0 => "", 1 => Short(sources[0]), var n => $"{Short(sources[0])} (and {n - 1} more)" });
        }

        session.Table.Write(table);
        foreach (var failed in result.Failed)
        {
            session.Output.WriteLine($"  {failed.Id}, {failed.Key}: expected {failed.Expected ?? "null"}, got {failed.Actual ?? "null"}");
        }

        foreach (var unsupported in result.Unsupported)
        {
            session.Output.WriteLine($"  {unsupported.Id}: the statistic \"{unsupported.Statistic}\" is not known");
        }

        session.Output.WriteLine($"{result.Passed} of {result.Cases} cases match.");
    }

    private static string Short(string source) => source.Length <= 70 ? source : $"{source[..69]}…";
}
