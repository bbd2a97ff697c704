using CommentClassifier.Host.Service;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Reports;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Desk.Pages.Coding;

/// <summary>Which codebook a sample is coded with: the one asked for, else that of the run behind the strata, else of the docket's latest run, else the folder's last.</summary>
internal sealed class CodingBooks(Store store, ServiceSettings settings)
{
    /// <summary>The prompts whose codebooks can be chosen, and the codebook of the one that is; null where there is none.</summary>
    public async Task<(string? Prompt, Codebook? Codebook, IReadOnlyList<string> Known)> ForAsync(Sample sample, string? asked, CancellationToken cancellationToken)
    {
        var runs = (await store.Runs.ListAsync(sample.Docket, recent: true, cancellationToken).ConfigureAwait(false)).Select(r => r.Run).ToList();
        var shelf = Shelf();
        string[] known = [.. runs.Select(r => r.Spec.Prompt).Concat(shelf?.Ids ?? []).Where(p => p.Contains('@', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        var by = sample.By?.Split('/')[0];
        var prompt = asked is { Length: > 0 } ? known.FirstOrDefault(p => p == asked)
            : runs.FirstOrDefault(r => r.Id.Value == by)?.Spec.Prompt ?? runs.FirstOrDefault(r => known.Contains(r.Spec.Prompt))?.Spec.Prompt ?? known.LastOrDefault();
        if (prompt is null)
        {
            return (null, null, known);
        }

        return runs.FirstOrDefault(r => r.Spec.Prompt == prompt) is { } run
            ? (prompt, await RunCodebook.OfAsync(store, run, cancellationToken).ConfigureAwait(false), known)
            : (prompt, shelf?.Get(prompt).Codebook, known);
    }

    private PromptCatalogue? Shelf()
    {
        try
        {
            return PromptCatalogue.Load(settings.PromptFolder);
        }
        catch (ExpectedException)
        {
            // The codebooks of runs are in the store; coding goes on without the folder.
            return null;
        }
    }
}
