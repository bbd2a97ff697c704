using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>The codebook a run was made with, from the very words kept in the store; the prompt folder is not needed.</summary>
public static class RunCodebook
{
    /// <summary>
    /// The codebook, narrowed to the dimensions asked. Where the words were not kept (a baseline) it is made from the
    /// labels of the run and of people, without definitions.
    /// </summary>
    public static async Task<Codebook> OfAsync(Store store, RunRecord run, CancellationToken ct = default)
    {
        if (await RunPrompt.OfAsync(store, run.Spec, ct) is { } prompt)
            return prompt.Codebook;
        var seen = (await store.Runs.LabelCountsAsync(run.Id, ct)).Select(l => (l.Dimension, l.Label))
            .Concat(await store.Humans.KnownAsync(run.Spec.Docket, ct));
        return new Codebook
        {
            Name = run.Spec.Prompt,
            Dimensions =
            [
                .. seen.GroupBy(x => x.Dimension, x => x.Label).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Dimension
                {
                    Name = g.Key,
                    Title = g.Key.Replace('_', ' '),
                    Labels = [.. g.Distinct().Order(StringComparer.Ordinal).Select(l => new LabelDefinition { Name = l, Definition = "" })],
                }),
            ],
        };
    }
}
