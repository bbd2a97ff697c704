using System.CommandLine;

namespace CommentClassifier.Host.Commands;

/// <summary>The verbs of <c>comment-classifier</c> and the rules they share: one line for a failure, the right exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 stopped early on purpose and resumable.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = Root();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            await error.WriteLineAsync($"{UsageErrors.Describe(parsed)} See: comment-classifier{UsageErrors.Verb(parsed)} --help").ConfigureAwait(false);
            return 2;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // A drain may wait for the requests in flight; a second Ctrl-C ends at once.
            ProcessTerminationTimeout = TimeSpan.FromMinutes(3),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (ExpectedException failure)
        {
            await error.WriteLineAsync(OneLine(failure.Message)).ConfigureAwait(false);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled; the same command goes on from here.").ConfigureAwait(false);
            return 3;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(OneLine(failure.Message)).ConfigureAwait(false);
            return 1;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Labels the comments of a public docket with a language model and shows how far the labels can be trusted.");
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        foreach (var command in Verbs.All())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
