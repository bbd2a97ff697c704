using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Host.Service;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Reports;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Desk.Pages.Compare;

/// <summary>What the compare page shows of two or more runs: the paired comparison, and each run's own agreement with its intervals.</summary>
public sealed record ComparisonModel(
    IReadOnlyList<RunSummary> Runs, ComparisonDocument Paired, IReadOnlyDictionary<RunId, AgreementDocument> Own, Codebook Codebook)
{
    private const int PairedResamples = 2000;
    private const int OwnResamples = 1000;

    /// <summary>Loads and measures; a repeated view costs nothing while runs and labels are the same.</summary>
    /// <exception cref="ExpectedException">Runs of several dockets, nothing coded, or nothing in common.</exception>
    internal static async Task<ComparisonModel> OfAsync(Store store, Figures figures, IReadOnlyList<RunRecord> runs, CancellationToken cancellationToken)
    {
        var docket = runs[0].Spec.Docket;
        RunId[] ids = [.. runs.Select(r => r.Id)];
        var options = new MeasureOptions { Resamples = PairedResamples };
        var paired = await figures.OfAsync(
            $"compare {string.Join(' ', ids)}", docket, ids, async () => (await ComparisonSources.OfRunsAsync(store, runs, options).ConfigureAwait(false)).Compare(), cancellationToken).ConfigureAwait(false);
        var own = new Dictionary<RunId, AgreementDocument>();
        var summaries = new List<RunSummary>();
        foreach (var run in runs)
        {
            own[run.Id] = await figures.OfAsync(
                "own", docket, [run.Id],
                async () => (await AgreementSources.OfRunAsync(store, run, options with { Resamples = OwnResamples }).ConfigureAwait(false)).Measure(), cancellationToken).ConfigureAwait(false);
            summaries.Add(await store.Runs.SummaryAsync(run.Id, recent: true, cancellationToken).ConfigureAwait(false));
        }

        return new ComparisonModel(summaries, paired, own, await RunCodebook.OfAsync(store, runs[0], cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A run's own figures in a dimension.</summary>
    public DimensionAgreement? OwnOf(RunId run, string dimension) => Own[run].Dimensions.FirstOrDefault(d => d.Name == dimension);

    /// <summary>A dimension's title.</summary>
    public string Title(string dimension) => Codebook.Find(dimension)?.Title ?? Say.Name(dimension);

    /// <summary>What changed between the prompts of two runs, or why that cannot be said.</summary>
    internal static (PromptDiff? Diff, string? Why) Changes(PromptShelf shelf, RunSpec a, RunSpec b)
    {
        if (a.PromptHash == b.PromptHash)
        {
            return (null, a.Model == b.Model ? "Both runs used the very same prompt and model: what differs is chance, or the endpoint." : $"Both runs used the very same prompt; the models differ: {a.Model} and {b.Model}.");
        }

        return (shelf.Find(a.Prompt), shelf.Find(b.Prompt)) is ({ } from, { } to) && from.Hash == a.PromptHash && to.Hash == b.PromptHash
            ? (PromptDiff.Between(from, to), null)
            : (null, "A prompt file is gone or was changed since the run used it, so the difference cannot be shown.");
    }
}
