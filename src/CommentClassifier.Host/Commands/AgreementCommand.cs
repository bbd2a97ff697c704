using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary><c>agreement</c>: how far the labels can be trusted.</summary>
internal static class AgreementCommand
{
    private static readonly Option<string?> Run = new("--run") { HelpName = "run", Description = "A run, against the human labels of its docket." };
    private static readonly Option<string?> Docket = new("--docket") { HelpName = "id", Description = "The coders of a docket among themselves." };
    private static readonly Option<string?> Human = new("--human") { HelpName = "file", Description = "CSV: comment_id, one column a dimension; coder, stratum, weight and text are optional; rows of coder \"adjudicated\" settle the others. Alone: the coders among themselves." };
    private static readonly Option<string?> Machine = new("--machine") { HelpName = "file", Description = "CSV: comment_id, one column a dimension, from any tool (our export too); <dimension>_confidence and state are optional." };
    private static readonly Option<string?> Populations = new("--populations") { HelpName = "label=count,...", Description = "How many comments of the docket carry each machine label: adds shares corrected for the machine's mistakes. Default for a run: its own counts, if the sample was drawn at random and the whole docket is labelled." };

    public static Command Create()
    {
        var inputs = new MeasureInputs(2000);
        var command = new Command("agreement", "Shows how far labels can be trusted: agreement with people who coded a sample, with intervals, by label, and what the docket's shares become when the machine's mistakes are corrected for.\n\nExamples:\n  comment-classifier agreement --run r-7f3k2a\n  comment-classifier agreement --human coded.csv --machine labels.csv --populations support=1200,oppose=8800\n  comment-classifier agreement --human coded.csv");
        foreach (var option in new Option[] { Run, Human, Machine, Docket, Populations })
        {
            command.Options.Add(option);
        }

        inputs.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, inputs, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, MeasureInputs inputs, CancellationToken cancellationToken)
    {
        var (run, docket, human, machine) = (parsed.GetValue(Run), parsed.GetValue(Docket), parsed.GetValue(Human), parsed.GetValue(Machine));
        if (new[] { run, docket, human }.Count(given => given is not null) != 1 || (machine is not null && human is null))
        {
            throw new ExpectedException("Give one of: --run <run>; --human <file> --machine <file>; --human <file>; --docket <id>. See: comment-classifier agreement --help", 2);
        }

        var options = inputs.Read(parsed, parsed.GetValue(Populations));
        if (human is not null && options.Sample is not null)
        {
            throw new ExpectedException("--sample speaks of a sample in the store; with files, leave the other comments out of the file.", 2);
        }

        var session = Session.From(parsed);
        var data = human is not null
            ? await FromFilesAsync(human, machine, options).ConfigureAwait(false)
            : await FromStoreAsync(session, run, docket, options, cancellationToken).ConfigureAwait(false);
        var document = data.Measure();
        if (session.Json)
        {
            session.Output.WriteLine(Json(document, data));
            return 0;
        }

        var title = data.Run is { } measured ? $"Run {measured.Id} ({measured.Spec.Prompt}, {measured.Spec.Model}) of {measured.Spec.Docket}"
            : machine is not null ? $"{machine} against {human}" : $"Coders of {human ?? docket} among themselves";
        session.Output.WriteLine(title);
        foreach (var dimension in document.Dimensions)
        {
            AgreementView.Write(session, dimension, document, coders: data.Run is null && machine is null);
        }

        return 0;
    }

    private static async Task<AgreementData> FromFilesAsync(string human, string? machine, MeasureOptions options)
    {
        var tables = await LabelFiles.ReadAllAsync(machine is null ? [human] : [human, machine]).ConfigureAwait(false);
        return AgreementSources.OfFiles(tables[0], tables.ElementAtOrDefault(1), options);
    }

    private static async Task<AgreementData> FromStoreAsync(
        Session session, string? run, string? docket, MeasureOptions options, CancellationToken cancellationToken)
    {
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            if (run is null)
            {
                return await AgreementSources.OfCodersAsync(store, new DocketId(docket!), options, cancellationToken).ConfigureAwait(false);
            }

            var record = await store.FindRunAsync(run, cancellationToken).ConfigureAwait(false);
            return await AgreementSources.OfRunAsync(store, record, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The document, with the run it speaks of where it speaks of one.</summary>
    private static string Json(AgreementDocument document, AgreementData data)
    {
        var node = JsonSerializer.SerializeToNode(document, AgreementJson.Options)!.AsObject();
        if (data.Run is { } run)
        {
            node.Insert(0, "run", run.Id.Value);
            node.Insert(1, "docket", run.Spec.Docket.Value);
            node.Insert(2, "prompt", run.Spec.Prompt);
            node.Insert(3, "promptHash", run.Spec.PromptHash);
            node.Insert(4, "model", run.Spec.Model);
        }

        return node.ToJsonString(AgreementJson.Options);
    }
}
