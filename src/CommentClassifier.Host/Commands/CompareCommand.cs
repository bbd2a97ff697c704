using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary><c>compare</c>: is one prompt better than another on the same coded comments, and where do they differ?</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Runs = new("run") { Description = "Two runs or more of one docket.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Human = new("--human") { HelpName = "file", Description = "CSV of human labels: comment_id, one column a dimension; coder is optional." };
    private static readonly Option<string[]> Machine = new("--machine") { HelpName = "name=file", Description = "CSV of machine labels under a name; give it twice or more." };
    private static readonly Option<int> Flips = new("--flips") { HelpName = "n", Description = "At most so many flips a pair in the tables (--json has all). Default: 10.", DefaultValueFactory = _ => 10 };

    public static Command Create()
    {
        var inputs = new MeasureInputs(10_000);
        var command = new Command("compare", "Says whether one prompt (or model) is better than another on the same coded comments, by paired tests, what each cost, and on which comments they differ.\n\nExamples:\n  comment-classifier compare r-7f3k2a r-q5m8zt\n  comment-classifier compare --human coded.csv --machine v1=labels-v1.csv --machine v2=labels-v2.csv") { Runs, Human, Machine, Flips };
        inputs.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, inputs, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, MeasureInputs inputs, CancellationToken cancellationToken)
    {
        var (runs, human, machines) = (parsed.GetValue(Runs) ?? [], parsed.GetValue(Human), parsed.GetValue(Machine) ?? []);
        if (runs.Length > 0 == human is not null || (human is null && machines.Length > 0))
        {
            throw new ExpectedException("Give two runs or more, or --human <file> with two --machine <name=file> or more. See: comment-classifier compare --help", 2);
        }

        var session = Session.From(parsed);
        var options = inputs.Read(parsed);
        if (human is not null && options.Sample is not null)
        {
            throw new ExpectedException("--sample speaks of a sample in the store; with files, leave the other comments out of the file.", 2);
        }

        var data = human is not null
            ? ComparisonSources.OfFiles(LabelFiles.Read(human), [.. machines.Select(MeasureInputs.Named)], options)
            : await FromStoreAsync(session, runs, options, cancellationToken).ConfigureAwait(false);
        var document = data.Compare();
        if (session.Json)
        {
            session.Output.WriteLine(Json(document, data.Runs));
            return 0;
        }

        foreach (var dimension in document.Dimensions)
        {
            ComparisonView.Write(session, dimension, document, data.Runs, parsed.GetValue(Flips));
        }

        return 0;
    }

    private static async Task<ComparisonData> FromStoreAsync(Session session, string[] runs, MeasureOptions options, CancellationToken cancellationToken)
    {
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var records = new List<RunRecord>();
            foreach (var run in runs)
            {
                records.Add(await store.FindRunAsync(run, cancellationToken).ConfigureAwait(false));
            }

            return await ComparisonSources.OfRunsAsync(store, records, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The document; runs of the store with what each was.</summary>
    private static string Json(ComparisonDocument document, IReadOnlyList<RunSummary> runs)
    {
        var node = JsonSerializer.SerializeToNode(document, AgreementJson.Options)!.AsObject();
        if (runs.Count > 0)
        {
            node.Insert(0, "docket", runs[0].Run.Spec.Docket.Value);
            node.Insert(1, "runs", JsonSerializer.SerializeToNode(runs.Select(r => RunDocument.Of(r)), Session.JsonOptions));
        }

        return node.ToJsonString(AgreementJson.Options);
    }
}
