using System.Security.Cryptography;
using System.Text;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>
/// One coder's work on a sample: the comments in an order of the coder's own, and the labels this coder gave. It holds nothing that a
/// model or another coder said, so that whoever codes from it codes blind.
/// </summary>
public sealed record CodingSheet(Sample Sample, string Coder, IReadOnlyList<CommentId> Order, IReadOnlyDictionary<CommentId, IReadOnlyDictionary<string, string>> Labels)
{
    /// <summary>Reads it from the store.</summary>
    public static async Task<CodingSheet> OfAsync(Store store, Sample sample, string coder, CancellationToken ct = default)
    {
        var items = await store.Samples.ItemsAsync(sample.Id, ct);
        var inside = items.Select(i => i.Comment).ToHashSet();
        var mine = (await store.Humans.MatrixAsync(sample.Docket, null, ct)).Where(h => h.Coder == coder && inside.Contains(h.Comment))
            .GroupBy(h => h.Comment)
            .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, string>)g.ToDictionary(h => h.Dimension, h => h.Label, StringComparer.Ordinal));
        return new CodingSheet(sample, coder, Shuffled(sample.Id, coder, inside), mine);
    }

    /// <summary>
    /// The comments in an order that depends on sample and coder only: two coders tire at different comments, and a coder who comes back
    /// finds the same order. The order of import (or of strata) would tell what to expect.
    /// </summary>
    public static IReadOnlyList<CommentId> Shuffled(string sample, string coder, IEnumerable<CommentId> comments) =>
        [.. comments.OrderBy(c => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sample}\n{coder}\n{c}"))), StringComparer.Ordinal)];

    /// <summary>Whether every dimension of the codebook has this coder's label.</summary>
    public bool IsDone(CommentId comment, Codebook codebook) =>
        Labels.TryGetValue(comment, out var given) && codebook.Dimensions.All(d => given.ContainsKey(d.Name));

    /// <summary>The next comment after <paramref name="comment"/> that is not done; past the last, from the first; null when all are.</summary>
    public CommentId? NextOpen(CommentId? comment, Codebook codebook)
    {
        var at = comment is { } here ? Order.TakeWhile(c => c != here).Count() + 1 : 0;
        foreach (var next in Order.Skip(at).Concat(Order.Take(at)))
        {
            if (next != comment && !IsDone(next, codebook))
                return next;
        }

        return null;
    }

    /// <summary>Whether the coder has begun and not finished; then the labels of others would spoil the coder's own.</summary>
    public bool IsHalfDone(Codebook? codebook) => codebook is not null && Labels.Count > 0 && NextOpen(null, codebook) is not null;
}
