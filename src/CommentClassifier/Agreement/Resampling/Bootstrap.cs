namespace CommentClassifier.Agreement.Resampling;

/// <summary>Computes figures from one resampled table of cells; writes one value for each figure, NaN where undefined.</summary>
public delegate void ResampleFigures(ReadOnlySpan<double> cells, Span<double> figures);

/// <summary>
/// Runs resamples in chunks of a fixed size, each with its own stream of the seed, so that the numbers are the same whatever the
/// number of threads (Efron 1979; percentile intervals).
/// </summary>
public static class Bootstrap
{
    private const int Chunk = 250;

    /// <summary>Returns figures x resamples: row f holds figure f in every resample.</summary>
    public static double[][] Run(ResamplingUnits units, int figures, int resamples, ulong seed, ResampleFigures compute)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(compute);
        var results = new double[figures][];
        for (var f = 0; f < figures; f++) results[f] = new double[resamples];
        if (units.Count == 0)
        {
            foreach (var row in results) Array.Fill(row, double.NaN);
            return results;
        }
        Chunks(resamples, seed, (generator, from, to) =>
        {
            var cells = new double[units.Cells];
            var values = new double[figures];
            for (var r = from; r < to; r++)
            {
                units.Draw(generator, cells);
                compute(cells, values);
                for (var f = 0; f < figures; f++) results[f][r] = values[f];
            }
        });
        return results;
    }

    internal static void Chunks(int count, ulong seed, Action<SeededGenerator, int, int> work)
    {
        var chunks = (count + Chunk - 1) / Chunk;
        Parallel.For(0, chunks, chunk =>
            work(new SeededGenerator(seed, (ulong)chunk), chunk * Chunk, Math.Min(count, (chunk + 1) * Chunk)));
    }
}
