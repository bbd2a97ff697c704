using System.Globalization;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Dockets;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>The human labels of a docket in the store, with families of identical texts and the design they were drawn by.</summary>
internal static class StoredHumans
{
    /// <exception cref="ExpectedException">Nobody coded any of it, or the sample asked for is not there.</exception>
    public static async Task<HumanSide> ReadAsync(
        Store store, DocketId docket, IReadOnlyList<CodedComment> coded, MeasureOptions options, CancellationToken ct)
    {
        var labels = await store.Humans.MatrixAsync(docket, ct: ct).ConfigureAwait(false);
        if (labels.Count == 0)
        {
            throw new ExpectedException(
                $"Docket {docket} has no human label to measure against. Draw a sample: comment-classifier sample --docket {docket} --size 200 --out sample.csv; " +
                $"then read what was coded: comment-classifier labels import sample.csv --docket {docket}");
        }

        var design = await SampleDesign.OfAsync(store, docket, [.. coded.Select(c => c.Comment)], options.Sample, ct).ConfigureAwait(false);
        var families = coded.ToDictionary(c => c.Comment, c => c.Text?.Value.ToString(CultureInfo.InvariantCulture));
        var codes = labels
            .Where(label => design.Includes(label.Comment))
            .GroupBy(label => (label.Comment, label.Coder))
            .Select(group => new HumanCode(
                group.Key.Comment.Value, group.Key.Coder, group.ToDictionary(l => l.Dimension, l => l.Label, StringComparer.Ordinal),
                design.Of(group.Key.Comment)?.Stratum, design.Of(group.Key.Comment)?.Weight, families.GetValueOrDefault(group.Key.Comment)))
            .ToList();
        var rulings = await store.Verdicts.AdjudicatedAsync(docket, ct).ConfigureAwait(false);
        var adjudicated = rulings.Where(ruling => design.Includes(ruling.Comment)).GroupBy(ruling => ruling.Dimension).ToDictionary(
            group => group.Key,
            group => (IReadOnlyDictionary<string, string>)group.ToDictionary(r => r.Comment.Value, r => r.Label, StringComparer.Ordinal));
        return new HumanSide(codes, [.. labels.Select(l => l.Dimension).Distinct().Order(StringComparer.Ordinal)], adjudicated)
        {
            Notes = design.Notes,
            DrawnAtRandom = design.Random,
        };
    }
}
