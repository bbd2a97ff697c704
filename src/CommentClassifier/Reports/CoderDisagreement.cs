using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>A comment and dimension to which coders gave different labels, and what was decided, if anything.</summary>
public sealed record CoderDisagreement(CommentId Comment, string Dimension, IReadOnlyList<CoderLabel> Coders, Adjudication? Settled)
{
    /// <summary>The disagreements of a sample, in the sample's order and then by dimension.</summary>
    public static async Task<IReadOnlyList<CoderDisagreement>> OfAsync(Store store, Sample sample, CancellationToken ct = default)
    {
        var order = (await store.Samples.ItemsAsync(sample.Id, ct)).Select((item, i) => (item.Comment, i)).ToDictionary(x => x.Comment, x => x.i);
        var settled = (await store.Verdicts.AdjudicatedAsync(sample.Docket, ct)).ToDictionary(a => (a.Comment, a.Dimension));
        return
        [
            .. (await store.Humans.MatrixAsync(sample.Docket, null, ct)).Where(h => order.ContainsKey(h.Comment))
                .GroupBy(h => (h.Comment, h.Dimension)).Where(g => g.Select(h => h.Label).Distinct().Count() > 1)
                .OrderBy(g => order[g.Key.Comment]).ThenBy(g => g.Key.Dimension, StringComparer.Ordinal)
                .Select(g => new CoderDisagreement(
                    g.Key.Comment, g.Key.Dimension, [.. g.Select(h => new CoderLabel(h.Coder, h.Label))], settled.GetValueOrDefault(g.Key))),
        ];
    }
}
