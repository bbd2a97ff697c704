using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>Everything an agreement needs, loaded; <see cref="Notes"/> is what the source itself tells a reader to know.</summary>
public sealed record AgreementData(AgreementRequest Request, IReadOnlyList<string> Notes)
{
    /// <summary>The run measured, or null for files and for coders among themselves.</summary>
    public RunRecord? Run { get; init; }

    /// <summary>Measures; the notes stand among each dimension's warnings.</summary>
    public AgreementDocument Measure()
    {
        var document = AgreementAnalysis.Run(Request);
        return document with { Dimensions = [.. document.Dimensions.Select(d => d with { Warnings = [.. Notes, .. d.Warnings] })] };
    }
}

/// <summary>Loads what <see cref="AgreementAnalysis"/> measures: from the store, or from files that need none.</summary>
public static class AgreementSources
{
    private const int DefaultResamples = 2000;

    /// <summary>Machine labels against human ones (or, without <paramref name="machine"/>, coders among themselves), from files.</summary>
    /// <exception cref="ExpectedException">No dimension or no comment in common.</exception>
    public static AgreementData OfFiles(LabelTable human, LabelTable? machine, MeasureOptions options)
    {
        var side = HumanSide.Of(human);
        var shared = machine is null ? human.Dimensions : FileMatch.Dimensions(human, machine);
        if (machine is not null) FileMatch.RefuseStrangers(human, machine);
        var dimensions = options.Choose(shared).Select(name => new DimensionInput(name)
        {
            Labels = options.Ordinal is null ? null : FileMatch.LabelsWith(options.Ordinal, human, machine, name),
            OrdinalLabels = options.Ordinal,
            Machine = machine is null ? null : MachineSide.Of(machine, name),
            Adjudicated = side.Adjudicated.GetValueOrDefault(name),
            Populations = options.Populations,
        }).ToArray();
        CheckPopulations(options, dimensions, side, machine is null ? null : dimensions[0].Machine!.Select(m => m.Label));
        var notes = side.Notes.ToList();
        if (machine is not null) notes.AddRange(FileMatch.Spellings(human, machine, dimensions.Select(d => d.Name)));
        if (options.Populations is not null && side.Codes.All(c => c.Weight is null && c.Stratum is null))
            notes.Add("Corrected shares hold if the coded comments were drawn at random from the docket; the file has no weight column that says otherwise.");
        return new AgreementData(Request(side, dimensions, options), notes);
    }

    /// <summary>A run against the coded comments of its docket.</summary>
    /// <exception cref="ExpectedException">Nobody coded the docket, or the run has none of the coded dimensions.</exception>
    public static async Task<AgreementData> OfRunAsync(Store store, RunRecord run, MeasureOptions options, CancellationToken ct = default)
    {
        var docket = run.Spec.Docket;
        var coded = await store.Runs.CodedAsync(docket, run.Id, ct).ConfigureAwait(false);
        var side = await StoredHumans.ReadAsync(store, docket, coded, options, ct).ConfigureAwait(false);
        var labels = await store.Runs.CodedLabelsAsync(run.Id, ct).ConfigureAwait(false);
        var prompt = await RunPrompt.OfAsync(store, run.Spec, ct).ConfigureAwait(false);
        var measured = side.Codes.Select(c => c.CommentId).ToHashSet(StringComparer.Ordinal);
        coded = [.. coded.Where(c => measured.Contains(c.Comment.Value))];
        var notes = new List<string>(side.Notes);
        notes.AddRange(RunNotes.About(run, coded));
        notes.AddRange(RunNotes.Rivals(run, await store.Runs.ListAsync(docket, ct).ConfigureAwait(false)));
        var populations = await PopulationsAsync(store, run, side, options, notes, ct).ConfigureAwait(false);
        var dimensions = options.Choose(RunNotes.SharedDimensions(side, run, labels, prompt)).Select(name => RunNotes.Declared(name, prompt, options) with
        {
            Machine = MachineSide.Of(coded, labels, name),
            Adjudicated = side.Adjudicated.GetValueOrDefault(name),
            Populations = options.Populations ?? populations?.GetValueOrDefault(name),
        }).ToArray();
        CheckPopulations(options, dimensions, side, labels.Select(l => l.Label).Concat(dimensions[0].Labels ?? []));
        var shown = prompt?.ExamplesAmong(coded) ?? [];
        if (shown.Count > 0)
            notes.Add($"{shown.Count} of the coded comments stand in the prompt as examples ({string.Join(", ", shown.Take(5))}): take them out of the sample or out of the prompt.");
        return new AgreementData(Request(side, dimensions, options) with { TunedOnSample = shown.Count > 0 }, notes) { Run = run };
    }

    /// <summary>The coders of a docket among themselves.</summary>
    public static async Task<AgreementData> OfCodersAsync(Store store, DocketId docket, MeasureOptions options, CancellationToken ct = default)
    {
        var coded = await store.Runs.CodedAsync(docket, null, ct).ConfigureAwait(false);
        var side = await StoredHumans.ReadAsync(store, docket, coded, options, ct).ConfigureAwait(false);
        var dimensions = options.Choose(side.Dimensions).Select(name => new DimensionInput(name)
        {
            OrdinalLabels = options.Ordinal,
            Adjudicated = side.Adjudicated.GetValueOrDefault(name),
        }).ToArray();
        return new AgreementData(Request(side, dimensions, options), []);
    }

    private static AgreementRequest Request(HumanSide side, IReadOnlyList<DimensionInput> dimensions, MeasureOptions options)
    {
        var (rule, coder) = options.Rule(side.Coders);
        return new AgreementRequest(side.Codes, dimensions)
        {
            Resamples = options.Resamples ?? DefaultResamples,
            Seed = options.Seed,
            Reference = rule,
            ReferenceCoder = coder,
            DraftsNotReviewed = side.HasDrafts,
        };
    }

    /// <summary>The docket's own label counts, where the coded comments were drawn at random and the run has labelled the docket.</summary>
    private static async Task<Dictionary<string, Dictionary<string, double>>?> PopulationsAsync(
        Store store, RunRecord run, HumanSide side, MeasureOptions options, List<string> notes, CancellationToken ct)
    {
        if (options.Populations is not null || !side.DrawnAtRandom) return null;
        var pending = (await store.Runs.SummaryAsync(run.Id, ct).ConfigureAwait(false)).DocketStates.Pending;
        if (pending > 0)
        {
            notes.Add($"The run has not labelled {pending} readable comments of the docket, so its shares cannot be corrected yet; let it label the whole docket.");
            return null;
        }

        var counts = await store.Runs.LabelCountsAsync(run.Id, ct).ConfigureAwait(false);
        return counts.GroupBy(c => c.Dimension).ToDictionary(
            g => g.Key, g => g.ToDictionary(c => c.Label, c => (double)c.Comments, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static void CheckPopulations(MeasureOptions options, DimensionInput[] dimensions, HumanSide side, IEnumerable<string?>? machine)
    {
        if (options.Populations is not { } populations) return;
        if (machine is null) throw new ExpectedException("--populations corrects a machine's shares; give --machine or --run too.", 2);
        var known = machine.OfType<string>().Concat(side.Codes.Select(c => c.Stratum).OfType<string>())
            .Concat(side.Codes.Select(c => c.Labels.GetValueOrDefault(dimensions[0].Name)).OfType<string>()).Concat(dimensions[0].Labels ?? []).ToHashSet();
        if (populations.Keys.FirstOrDefault(key => !known.Contains(key)) is { } stranger)
            throw new ExpectedException($"--populations names \"{stranger}\", which is no label of {dimensions[0].Name}; use {string.Join(", ", known.Order())}.", 2);
    }
}
