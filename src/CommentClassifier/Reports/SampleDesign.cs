using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>
/// By which design the coded comments came to be coded. Weights are those of the sample; where only a part of a stratum is coded so
/// far they are scaled to it, as if that part were drawn at random.
/// </summary>
internal sealed class SampleDesign
{
    private readonly Dictionary<CommentId, SampleItem> items;
    private readonly bool only;

    private SampleDesign(Dictionary<CommentId, SampleItem> items, bool only, bool random, IReadOnlyList<string> notes) =>
        (this.items, this.only, Random, Notes) = (items, only, random, notes);

    /// <summary>Whether every coded comment was drawn with a known probability.</summary>
    public bool Random { get; }

    public IReadOnlyList<string> Notes { get; }

    /// <summary>Where a comment stands in the design, or null outside it.</summary>
    public SampleItem? Of(CommentId comment) => items.GetValueOrDefault(comment);

    /// <summary>Whether the comment is to be measured.</summary>
    public bool Includes(CommentId comment) => !only || items.ContainsKey(comment);

    /// <summary>The design of the coded comments: of the sample that holds all of them, or of the one that was asked for.</summary>
    public static async Task<SampleDesign> OfAsync(
        Store store, DocketId docket, IReadOnlyCollection<CommentId> coded, string? sample, CancellationToken ct)
    {
        var samples = await store.Samples.ListAsync(docket, ct).ConfigureAwait(false);
        if (sample is not null && samples.All(s => s.Id != sample))
        {
            throw new ExpectedException(samples.Count == 0
                ? $"--sample {sample}: docket {docket} has no sample. Draw one with: comment-classifier sample --docket {docket} --size 200 --out sample.csv"
                : $"--sample {sample}: there is no such sample; there are {string.Join(", ", samples.Select(s => s.Id))}.", 2);
        }

        var closest = (Sample: (Sample?)null, Coded: new List<SampleItem>());
        foreach (var candidate in samples.Where(s => sample is null || s.Id == sample).OrderBy(s => s.Design == "given"))
        {
            var wanted = coded.ToHashSet();
            var inside = (await store.Samples.ItemsAsync(candidate.Id, ct).ConfigureAwait(false)).Where(i => wanted.Contains(i.Comment)).ToList();
            if (inside.Count > closest.Coded.Count) closest = (candidate, inside);
        }

        if (closest.Sample is not { } found)
        {
            return new([], false, false, ["The coded comments belong to no sample drawn here, so nothing is said about the docket's shares; give --populations if they were drawn at random."]);
        }

        if (sample is null && closest.Coded.Count < coded.Count)
        {
            return new([], false, false,
            [
                $"{coded.Count - closest.Coded.Count} of {coded.Count} coded comments are outside sample {found.Id}, so weights are left out and nothing is said about the docket's shares; --sample {found.Id} measures that sample alone.",
            ]);
        }

        var all = await store.Samples.ItemsAsync(found.Id, ct).ConfigureAwait(false);
        var notes = new List<string>();
        if (closest.Coded.Count < all.Count)
            notes.Add($"{closest.Coded.Count} of the {all.Count} comments of sample {found.Id} are coded so far; weights assume that these are a random part of each stratum.");
        if (found.By is { } by)
            notes.Add($"Sample {found.Id} was drawn by what the machine said ({by}): plain recall, kappa and macro-F1 lean towards what was drawn more often; read the weighted figures.");
        if (all.Any(i => i.Stratum is not null && i.Weight is null))
            notes.Add($"Sample {found.Id} has strata without weights, so nobody knows how likely each comment was drawn: its figures are for audit only and do not describe the docket.");
        return new(Scaled(closest.Coded, all), sample is not null, all.All(i => i.Weight is not null), notes);
    }

    private static Dictionary<CommentId, SampleItem> Scaled(List<SampleItem> coded, IReadOnlyList<SampleItem> all)
    {
        var drawn = all.CountBy(i => i.Stratum ?? "").ToDictionary();
        var done = coded.CountBy(i => i.Stratum ?? "").ToDictionary();
        return coded.ToDictionary(i => i.Comment, i => i with { Weight = i.Weight * drawn[i.Stratum ?? ""] / done[i.Stratum ?? ""] });
    }
}
