using CommentClassifier.Agreement.Sampling;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>What sample to draw.</summary>
/// <param name="Docket">The docket.</param>
/// <param name="Size">How many comments.</param>
/// <param name="Seed">The seed of the draw.</param>
public sealed record SampleOrder(DocketId Docket, int Size, ulong Seed)
{
    /// <summary>The run whose labels are the strata; null draws a simple sample.</summary>
    public RunRecord? By { get; init; }

    /// <summary>The dimension of <see cref="By"/>.</summary>
    public string? Dimension { get; init; }

    /// <summary>The least to draw from each stratum (or all it has).</summary>
    public int Floor { get; init; } = 20;

    /// <summary>The dimensions to code; null: those of the run, else those coded before, else those of the docket's latest run.</summary>
    public IReadOnlyList<string>? Dimensions { get; init; }
}

/// <summary>A drawn and stored sample, ready to be written out.</summary>
public sealed record DrawnSample(string Id, SampleDraw Draw, IReadOnlyList<string> Dimensions, IReadOnlyDictionary<CommentId, DistinctText> Texts);

/// <summary>Draws comments to code and stores them with their inclusion weights.</summary>
public static class SampleDrawing
{
    /// <summary>The stratum of comments that the run gave no label.</summary>
    public const string NoLabel = "(no label)";

    /// <summary>Draws; the same order on the same docket gives the same comments and is stored once.</summary>
    /// <exception cref="ExpectedException">Nothing to draw from, a run without that dimension, or no dimension known to code.</exception>
    public static async Task<DrawnSample> DrawAsync(Store store, SampleOrder order, TimeProvider time, CancellationToken ct = default)
    {
        var frame = await store.Runs.FrameAsync(order.Docket, order.By?.Id, order.Dimension, ct).ConfigureAwait(false);
        if (frame.Count == 0) throw new ExpectedException($"Docket {order.Docket} has no readable comment to draw from.");
        if (order.By is { } run && frame.All(c => c.Label is null)) throw new ExpectedException(await WhyNoStrataAsync(store, run, order.Dimension!, ct).ConfigureAwait(false));
        var draw = order.By is null
            ? SampleDraw.Simple([.. frame.Select(c => new SampleFrameItem(c.Comment.Value))], order.Size, order.Seed)
            : SampleDraw.Stratified([.. frame.Select(c => new SampleFrameItem(c.Comment.Value, c.Label ?? NoLabel))], order.Size, order.Seed, order.Floor);
        var dimensions = order.Dimensions ?? await DimensionsAsync(store, order, ct).ConfigureAwait(false);
        var id = await StoreAsync(store, order, draw, time, ct).ConfigureAwait(false);
        var texts = await store.Runs.TextsOfAsync(order.Docket, [.. draw.Comments.Select(c => new CommentId(c.CommentId))], ct).ConfigureAwait(false);
        return new DrawnSample(id, draw, dimensions, texts);
    }

    /// <summary>Writes the sample as a table to fill in, which <see cref="LabelTableReader"/> reads back.</summary>
    public static void Write(DrawnSample sample, TextWriter output, bool blind = false) => SampleSheet.Write(sample, output, blind);

    private static async Task<string> StoreAsync(Store store, SampleOrder order, SampleDraw draw, TimeProvider time, CancellationToken ct)
    {
        SampleItem[] items = [.. draw.Comments.Select(c => new SampleItem(new CommentId(c.CommentId), c.Stratum, c.Weight))];
        var stem = $"{order.Docket}-{draw.Plan.Design}-{draw.Plan.Size}-seed{order.Seed}";
        var by = order.By is { } run ? $"{run.Id}/{order.Dimension}" : null;
        for (var n = 1; ; n++)
        {
            var id = n == 1 ? stem : $"{stem}-{n}";
            if (await store.Samples.FindAsync(id, ct).ConfigureAwait(false) is null)
            {
                await store.Samples.CreateAsync(new Sample(id, order.Docket, draw.Plan.Design, (long)order.Seed, by, time.GetUtcNow()), items, ct).ConfigureAwait(false);
                return id;
            }

            // A docket that grew, or another run's strata, make another sample; the same draw is the same sample.
            if ((await store.Samples.ItemsAsync(id, ct).ConfigureAwait(false)).SequenceEqual(items)) return id;
        }
    }

    private static async Task<IReadOnlyList<string>> DimensionsAsync(Store store, SampleOrder order, CancellationToken ct)
    {
        if (order.By is { } by && await RunPrompt.OfAsync(store, by.Spec, ct).ConfigureAwait(false) is { } strata)
            return [.. strata.Codebook.Dimensions.Select(d => d.Name)];
        var coded = await store.Humans.MatrixAsync(order.Docket, ct: ct).ConfigureAwait(false);
        if (coded.Count > 0) return [.. coded.Select(label => label.Dimension).Distinct()];
        foreach (var run in await store.Runs.ListAsync(order.Docket, ct).ConfigureAwait(false))
        {
            if (await RunPrompt.OfAsync(store, run.Run.Spec, ct).ConfigureAwait(false) is { } prompt)
                return [.. prompt.Codebook.Dimensions.Select(d => d.Name)];
        }

        throw new ExpectedException("Which dimensions shall be coded? Say --prompt <name@version> (its codebook's) or --dimension a,b.", 2);
    }

    private static async Task<string> WhyNoStrataAsync(Store store, RunRecord run, string dimension, CancellationToken ct)
    {
        var counts = await store.Runs.LabelCountsAsync(run.Id, ct).ConfigureAwait(false);
        return counts.Count == 0
            ? $"Run {run.Id} has no label yet: let it label the docket first, or draw a simple sample without --by."
            : $"Run {run.Id} has no dimension {dimension}; choose from {string.Join(", ", counts.Select(c => c.Dimension).Distinct())}.";
    }
}
