using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CommentClassifier.Runs;

/// <summary>One family of texts of the coded sample: copies and near-duplicates of each other.</summary>
/// <param name="Fingerprint">Its name, the same on every machine.</param>
/// <param name="Label">The label that folds are balanced by.</param>
/// <param name="Copies">How many coded comments are in it.</param>
internal readonly record struct FoldItem(string Fingerprint, string Label, int Copies);

/// <summary>
/// Which families are held out together. A family is in one fold only, so that no comment is labelled by a model that saw its label or an
/// identical text; every label is spread over the folds as evenly as its families allow.
/// </summary>
internal static class BaselineFolds
{
    /// <summary>The fold of each family, from 0, in the order given. The same families and seed give the same folds.</summary>
    public static IReadOnlyList<int> Assign(IReadOnlyList<FoldItem> items, int folds, long seed)
    {
        var fold = new int[items.Count];
        var total = new long[folds];
        var ofLabel = new Dictionary<string, long[]>(StringComparer.Ordinal);
        var order = Enumerable.Range(0, items.Count).OrderByDescending(i => items[i].Copies).ThenBy(i => Shuffled(items[i].Fingerprint, seed), StringComparer.Ordinal);
        foreach (var i in order)
        {
            if (!ofLabel.TryGetValue(items[i].Label, out var counts))
            {
                ofLabel[items[i].Label] = counts = new long[folds];
            }

            fold[i] = Enumerable.Range(0, folds).MinBy(f => (counts[f], total[f], f));
            counts[fold[i]] += items[i].Copies;
            total[fold[i]] += items[i].Copies;
        }

        return fold;
    }

    private static string Shuffled(string fingerprint, long seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed.ToString(CultureInfo.InvariantCulture)}:{fingerprint}")));
}
