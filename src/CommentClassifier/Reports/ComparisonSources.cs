using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>Everything a comparison needs, loaded.</summary>
public sealed record ComparisonData(ComparisonRequest Request, IReadOnlyList<string> Notes)
{
    /// <summary>The runs compared, in the order given; empty for files.</summary>
    public IReadOnlyList<RunSummary> Runs { get; init; } = [];

    /// <summary>Compares; the notes stand among each dimension's warnings.</summary>
    /// <exception cref="ExpectedException">A prompt's examples are among the coded comments.</exception>
    public ComparisonDocument Compare()
    {
        try
        {
            var document = ComparisonAnalysis.Run(Request);
            return document with { Dimensions = [.. document.Dimensions.Select(d => d with { Warnings = [.. Notes, .. d.Warnings] })] };
        }
        catch (ExamplesInSampleException leak)
        {
            throw new ExpectedException(leak.Message, inner: leak);
        }
    }
}

/// <summary>Loads what <see cref="ComparisonAnalysis"/> compares: runs of the store, or files that need none.</summary>
public static class ComparisonSources
{
    private const int DefaultResamples = 10_000;

    /// <summary>Two or more files of machine labels, each under a name, against one of human labels.</summary>
    /// <exception cref="ExpectedException">Fewer than two, a name twice, nothing in common.</exception>
    public static ComparisonData OfFiles(LabelTable human, IReadOnlyList<(string Name, LabelTable Table)> machines, MeasureOptions options)
    {
        RefuseFewOrTwice([.. machines.Select(m => m.Name)]);
        var side = HumanSide.Of(human);
        var names = options.Choose(FileMatch.Dimensions(human, [.. machines.Select(m => m.Table)]));
        foreach (var (_, table) in machines) FileMatch.RefuseStrangers(human, table);
        var dimensions = names.Select(name => new DimensionInput(name) { OrdinalLabels = options.Ordinal, Adjudicated = side.Adjudicated.GetValueOrDefault(name) });
        var runs = machines.Select(m => new ComparedRun(m.Name, names.ToDictionary(name => name, name => MachineSide.Of(m.Table, name))));
        var notes = side.Notes.Concat(machines.SelectMany(m => FileMatch.Spellings(human, m.Table, names)));
        return new ComparisonData(Request(side, [.. dimensions], [.. runs], options), [.. notes.Distinct()]);
    }

    /// <summary>Two or more runs of one docket against its coded comments, with what each cost.</summary>
    /// <exception cref="ExpectedException">Fewer than two, a run twice, runs of several dockets, nothing coded or in common.</exception>
    public static async Task<ComparisonData> OfRunsAsync(Store store, IReadOnlyList<RunRecord> runs, MeasureOptions options, CancellationToken ct = default)
    {
        RefuseFewOrTwice([.. runs.Select(run => run.Id.Value)]);
        var docket = runs[0].Spec.Docket;
        if (runs.FirstOrDefault(run => run.Spec.Docket != docket) is { } stranger)
            throw new ExpectedException($"Run {runs[0].Id} is of docket {docket}, run {stranger.Id} of {stranger.Spec.Docket}: only runs of one docket can be compared.");
        var everyone = await store.Runs.CodedAsync(docket, null, ct).ConfigureAwait(false);
        var side = await StoredHumans.ReadAsync(store, docket, everyone, options, ct).ConfigureAwait(false);
        var measured = side.Codes.Select(c => c.CommentId).ToHashSet(StringComparer.Ordinal);
        var sources = new List<RunSource>();
        foreach (var run in runs)
        {
            var coded = await store.Runs.CodedAsync(docket, run.Id, ct).ConfigureAwait(false);
            sources.Add(new RunSource(
                run, [.. coded.Where(c => measured.Contains(c.Comment.Value))], await store.Runs.CodedLabelsAsync(run.Id, ct).ConfigureAwait(false),
                await RunPrompt.OfAsync(store, run.Spec, ct).ConfigureAwait(false), await store.Runs.SummaryAsync(run.Id, ct).ConfigureAwait(false)));
        }

        var answered = sources.Select(s => RunNotes.SharedDimensions(side, s.Run, s.Labels, s.Prompt)).ToArray();
        string[] shared = [.. answered[0].Where(name => answered.All(a => a.Contains(name)))];
        if (shared.Length == 0)
            throw new ExpectedException($"The runs have no coded dimension in common: {string.Join("; ", sources.Select((s, i) => $"{s.Run.Id} answers {string.Join(", ", answered[i])}"))}.");
        var names = options.Choose(shared);
        var dimensions = names.Select(name => RunNotes.Declared(name, sources.FirstOrDefault(s => s.Prompt?.Codebook.Find(name) is not null)?.Prompt, options) with
        {
            Adjudicated = side.Adjudicated.GetValueOrDefault(name),
        });
        var notes = side.Notes.Where(_ => options.Sample is not null).Concat(sources.SelectMany(s => RunNotes.About(s.Run, s.Coded)));
        return new ComparisonData(Request(side, [.. dimensions], [.. sources.Select(s => s.Compared(names))], options), [.. notes.Distinct()])
        {
            Runs = [.. sources.Select(s => s.Summary)],
        };
    }

    private static ComparisonRequest Request(HumanSide side, IReadOnlyList<DimensionInput> dimensions, IReadOnlyList<ComparedRun> runs, MeasureOptions options)
    {
        var (rule, coder) = options.Rule(side.Coders);
        return new ComparisonRequest(side.Codes, dimensions, runs)
        {
            Resamples = options.Resamples ?? DefaultResamples,
            Seed = options.Seed,
            Reference = rule,
            ReferenceCoder = coder,
        };
    }

    private static void RefuseFewOrTwice(string[] names)
    {
        if (names.Length < 2) throw new ExpectedException("A comparison needs two runs or more (or two --machine files or more).", 2);
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ExpectedException($"{twice.Key} stands twice: name two different ones.", 2);
    }

    private sealed record RunSource(RunRecord Run, IReadOnlyList<CodedComment> Coded, IReadOnlyList<RunLabel> Labels, RunPrompt? Prompt, RunSummary Summary)
    {
        public ComparedRun Compared(IReadOnlyList<string> dimensions) => new(Run.Id.Value, dimensions.ToDictionary(name => name, name => MachineSide.Of(Coded, Labels, name)))
        {
            ExampleIds = [.. Prompt?.ExamplesAmong(Coded).Select(id => id.Value) ?? []],
            CostUsd = (double)Summary.CostUsd,
            Tokens = Summary.PromptTokens + Summary.CompletionTokens,
        };
    }
}
