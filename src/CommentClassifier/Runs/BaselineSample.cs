using System.Security.Cryptography;
using System.Text;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>A coded comment with the label to learn in each dimension that has one.</summary>
internal sealed record BaselineItem(CommentId Comment, TextId Text, string Fingerprint, string Content, IReadOnlyDictionary<string, string> Labels);

/// <summary>The coded sample as a classifier learns it: the adjudicated label, else the sole coder's, else the strict majority's.</summary>
internal sealed record BaselineSample(IReadOnlyList<BaselineItem> Items, IReadOnlyList<string> Dimensions)
{
    /// <summary>SHA-256 over texts and labels: other labels to learn from are another run.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Items
        .Select(i => $"{i.Comment} {i.Fingerprint} {string.Join(' ', i.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"))}")
        .Order(StringComparer.Ordinal)))));

    /// <summary>Reads the sample of a docket.</summary>
    /// <exception cref="ExpectedException">Nobody coded any of it, or not in that dimension.</exception>
    public static async Task<BaselineSample> ReadAsync(Store store, DocketId docket, string? dimension, CancellationToken cancellationToken)
    {
        var humans = await store.Humans.MatrixAsync(docket, ct: cancellationToken).ConfigureAwait(false);
        if (humans.Count == 0)
        {
            throw new ExpectedException($"Docket {docket} has no human label to learn from. Read some with: comment-classifier labels import <file> --docket {docket}");
        }

        string[] dimensions = [.. humans.Select(h => h.Dimension).Distinct().Where(d => dimension is null || d.Equals(dimension, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        if (dimensions.Length == 0)
        {
            throw new ExpectedException($"--dimension {dimension}: nobody coded it; choose from {string.Join(", ", humans.Select(h => h.Dimension).Distinct().Order())}.", 2);
        }

        var rulings = (await store.Verdicts.AdjudicatedAsync(docket, cancellationToken).ConfigureAwait(false)).ToDictionary(a => (a.Comment, a.Dimension), a => a.Label);
        var reference = humans.GroupBy(h => (h.Comment, h.Dimension)).ToDictionary(g => g.Key, g => rulings.GetValueOrDefault(g.Key) ?? Majority([.. g.Select(h => h.Label)]));
        var coded = await store.Runs.CodedAsync(docket, null, cancellationToken).ConfigureAwait(false);
        var texts = await store.Runs.TextsOfAsync(docket, [.. coded.Select(c => c.Comment)], cancellationToken).ConfigureAwait(false);
        var items = coded.Where(c => texts.ContainsKey(c.Comment)).Select(c => new BaselineItem(
            c.Comment, texts[c.Comment].Id, c.Fingerprint!, texts[c.Comment].Text,
            dimensions.Where(d => reference.GetValueOrDefault((c.Comment, d)) is not null).ToDictionary(d => d, d => reference[(c.Comment, d)]!)));
        return new BaselineSample([.. items], dimensions);
    }

    /// <summary>The label of more than half of the coders, or null.</summary>
    private static string? Majority(List<string> labels)
    {
        var top = labels.CountBy(label => label).MaxBy(pair => pair.Value);
        return 2 * top.Value > labels.Count ? top.Key : null;
    }
}
