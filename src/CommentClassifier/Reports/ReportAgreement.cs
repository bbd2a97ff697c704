using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>The agreement of a run with the people who coded some of its selection, as a request to the analysis.</summary>
internal static class ReportAgreement
{
    /// <summary>Measures; null where no selected comment was coded. The note says how the coded comments were drawn.</summary>
    public static async Task<(AgreementDocument? Document, string? SampleNote)> OfAsync(
        Store store, RunRecord run, Codebook codebook, IReadOnlyList<LabelTotal> totals, CancellationToken ct)
    {
        var places = (await store.Runs.CodedPlacesAsync(run.Id, ct)).ToDictionary(p => p.Comment);
        if (places.Count == 0)
            return (null, null);
        var (design, note) = await DesignAsync(store, run, places.Keys.ToHashSet(), ct);
        var humans = (await store.Humans.MatrixAsync(run.Spec.Docket, null, ct)).Where(h => places.ContainsKey(h.Comment)).ToList();
        var codes = humans.GroupBy(h => (h.Comment, h.Coder)).Select(g =>
        {
            var drawn = design.GetValueOrDefault(g.Key.Comment);
            return new HumanCode(
                g.Key.Comment.Value, g.Key.Coder, g.ToDictionary(h => h.Dimension, h => h.Label, StringComparer.Ordinal), drawn?.Stratum, drawn?.Weight,
                places[g.Key.Comment].Text?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }).ToList();
        var labels = (await store.Runs.CodedLabelsAsync(run.Id, ct)).ToLookup(l => l.Dimension);
        var adjudicated = (await store.Verdicts.AdjudicatedAsync(run.Spec.Docket, ct)).Where(a => places.ContainsKey(a.Comment)).ToLookup(a => a.Dimension);
        var coded = humans.Select(h => h.Dimension).ToHashSet(StringComparer.Ordinal);
        var request = new AgreementRequest(codes, [.. codebook.Dimensions.Where(d => coded.Contains(d.Name)).Select(Input)]);
        return request.Dimensions.Count == 0 ? (null, null) : (AgreementAnalysis.Run(request), note);

        DimensionInput Input(Dimension dimension)
        {
            var given = labels[dimension.Name].ToDictionary(l => l.Comment);
            var scale = dimension.Scale.Select(l => l.Name).ToList();
            return new DimensionInput(dimension.Name)
            {
                Labels = [.. dimension.Labels.Select(l => l.Name)],
                OrdinalLabels = scale.Count > 1 ? scale : null,
                Machine = [.. places.Values.Select(p => new MachineLabel(
                    p.Comment.Value, given.GetValueOrDefault(p.Comment)?.Label, StateOf(p.State), given.GetValueOrDefault(p.Comment)?.Confidence))],
                Adjudicated = adjudicated[dimension.Name].ToDictionary(a => a.Comment.Value, a => a.Label, StringComparer.Ordinal),
                Populations = totals.Where(t => t.Dimension == dimension.Name).ToDictionary(t => t.Label, t => (double)t.Comments, StringComparer.Ordinal),
            };
        }
    }

    private static MachineState StateOf(CommentState state) => state switch
    {
        CommentState.Labelled => MachineState.Labelled,
        CommentState.Refused => MachineState.Refused,
        CommentState.Filtered => MachineState.Filtered,
        CommentState.Invalid or CommentState.Oversized => MachineState.Invalid,
        _ => MachineState.Missing,
    };

    /// <summary>The latest sample that holds every coded comment says how they were drawn.</summary>
    private static async Task<(Dictionary<Dockets.CommentId, SampleItem> Items, string Note)> DesignAsync(
        Store store, RunRecord run, HashSet<Dockets.CommentId> coded, CancellationToken ct)
    {
        foreach (var sample in await store.Samples.ListAsync(run.Spec.Docket, ct))
        {
            var items = (await store.Samples.ItemsAsync(sample.Id, ct)).ToDictionary(i => i.Comment);
            if (!coded.All(items.ContainsKey))
                continue;
            return (items, sample.Design == "given"
                ? "The coded comments were brought from outside; corrected shares take their stated weights, or else take them for a simple random sample."
                : $"The coded comments were drawn here ({sample.Design}{(sample.By is null ? "" : " by " + sample.By)}, seed {sample.Seed}).");
        }

        return ([], "Nothing is recorded of how the coded comments were drawn; corrected shares take them for a simple random sample of the selection.");
    }
}
