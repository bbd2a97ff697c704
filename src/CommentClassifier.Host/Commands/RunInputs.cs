using System.CommandLine;
using System.Globalization;
using CommentClassifier.Dockets;
using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary>The options that <c>run</c> and <c>estimate</c> share, and what they mean.</summary>
internal sealed class RunInputs
{
    private readonly Option<string> docket = new("--docket") { Required = true, HelpName = "id", Description = "The docket." };
    private readonly Option<string> prompt = new("--prompt") { Required = true, HelpName = "name@version", Description = "The prompt version." };
    private readonly Option<string> model = new("--model") { Required = true, HelpName = "name", Description = "The model (Azure: the deployment); offline-keywords is built in and needs no key." };
    private readonly Option<string?> endpoint = new("--endpoint") { HelpName = "url-or-name", Description = "A URL, or the name of an endpoint in the settings." };
    private readonly Option<string?> only = new("--only") { HelpName = "coded|all|file", Description = "Which comments: those with a human label, all, or the ids in a file. Default: all." };
    private readonly Option<long?> limit = new("--limit") { HelpName = "n", Description = "At most so many, in the order of import." };
    private readonly Option<int?> batch = new("--batch") { HelpName = "n", Description = $"Comments a request, 1 to 100. Default: {new RunOptions().BatchSize}." };
    private readonly Option<int?> concurrency = new("--concurrency") { HelpName = "n", Description = "Requests in flight; drops only under pressure. Default: adaptive." };
    private readonly Option<double?> rpm = new("--rpm") { HelpName = "n", Description = "Requests a minute." };
    private readonly Option<double?> tpm = new("--tpm") { HelpName = "n", Description = "Tokens a minute." };
    private readonly Option<double?> timeout = new("--timeout") { HelpName = "seconds", Description = "For one attempt. Default: 120." };
    private readonly Option<string[]> variables = new("--var") { HelpName = "name=value", Description = "A prompt variable; may be given again.", AllowMultipleArgumentsPerToken = false };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { docket, prompt, model, endpoint, only, limit, batch, concurrency, rpm, tpm, timeout, variables })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is asked for, at <paramref name="at"/>.</summary>
    public RunOrder Order(ParseResult parsed, EndpointOptions at) => new(
        new DocketId(parsed.GetValue(docket)!), parsed.GetValue(prompt)!, parsed.GetValue(model)!, at, Variables(parsed.GetValue(variables) ?? []));

    /// <summary>The endpoint meant, with the limits of this command line.</summary>
    public EndpointOptions Endpoint(ParseResult parsed, Session session)
    {
        Within(parsed.GetValue(concurrency), 1, 10_000, "--concurrency", "requests in flight");
        Within(parsed.GetValue(timeout), 1, 3_600, "--timeout", "seconds");
        Within(parsed.GetValue(rpm), double.Epsilon, 10_000_000, "--rpm", "requests a minute");
        Within(parsed.GetValue(tpm), double.Epsilon, 10_000_000_000, "--tpm", "tokens a minute");
        var options = EndpointChoice.Find(session.Configuration, parsed.GetValue(endpoint), parsed.GetValue(model)!);
        return (options with
        {
            Concurrency = parsed.GetValue(concurrency) ?? options.Concurrency,
            Rpm = parsed.GetValue(rpm) ?? options.Rpm,
            Tpm = parsed.GetValue(tpm) ?? options.Tpm,
            AttemptTimeoutSeconds = parsed.GetValue(timeout) ?? options.AttemptTimeoutSeconds,
        }).Validated();
    }

    // The settings have the same ranges; here it is the option that is named, and wrong usage.
    private static void Within(double? value, double least, double most, string option, string unit)
    {
        if (value is { } number && !(number >= least && number <= most))
        {
            var range = least < 1 ? $"more than 0 and at most {most:0}" : $"{least:0} to {most:0}";
            throw new ExpectedException(string.Create(CultureInfo.InvariantCulture, $"{option} is {number}; it must be {range} {unit}."), 2);
        }
    }

    /// <summary>Selection and batch size.</summary>
    public RunOptions Options(ParseResult parsed)
    {
        var size = parsed.GetValue(batch) ?? new RunOptions().BatchSize;
        if (size is < 1 or > 100)
        {
            throw new ExpectedException($"--batch is {size}; it must be 1 to 100 comments a request.", 2);
        }

        if (parsed.GetValue(limit) is < 0)
        {
            throw new ExpectedException("--limit must be 0 or more.", 2);
        }

        return new RunOptions { BatchSize = size, Selection = Selection(parsed) };
    }

    private RunSelection Selection(ParseResult parsed) => parsed.GetValue(only) switch
    {
        null or "all" => new RunSelection { Limit = parsed.GetValue(limit) },
        "coded" => new RunSelection { CodedOnly = true, Limit = parsed.GetValue(limit) },
        var file => new RunSelection { Ids = Ids(file), Limit = parsed.GetValue(limit) },
    };

    private static HashSet<CommentId> Ids(string file)
    {
        if (!File.Exists(file))
        {
            throw new ExpectedException($"--only {file}: there is no such file; it takes coded, all, or a file with one comment id a line.");
        }

        // A CSV's first column will do too: samples are written that way.
        return [.. File.ReadLines(file)
            .Select(line => line.Split(',')[0].Trim().Trim('"'))
            .Where(id => id.Length > 0 && id is not ("comment_id" or "id"))
            .Select(id => new CommentId(id))];
    }

    private static Dictionary<string, string> Variables(string[] pairs)
    {
        var values = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
            {
                throw new ExpectedException($"--var {pair}: write name=value.", 2);
            }

            values[pair[..split]] = pair[(split + 1)..];
        }

        return values;
    }
}
