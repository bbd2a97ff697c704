namespace CommentClassifier.Agreement.Coders;

/// <summary>
/// True labels and each coder's error rates by EM (Dawid and Skene 1979). Started from vote shares, so the answer is reproducible;
/// with fewer than three coders it is not identified. Leave the machine out when the result is to judge it.
/// </summary>
public sealed record DawidSkene(
    IReadOnlyList<double> ClassShares, IReadOnlyList<double[][]> ErrorRates, IReadOnlyList<double[]> Posterior, double? LogLikelihood, int Iterations)
{
    /// <summary>The most probable label of each item, -1 for an item without codes; ties go to the first label.</summary>
    public IReadOnlyList<int> MostProbable => [.. Posterior.Select(t => t.Sum() <= 0 ? -1 : Array.IndexOf(t, t.Max()))];

    /// <summary>
    /// Items x coders of lists of label indexes (a coder may code an item several times, or not at all), K labels. Error rates are
    /// coder x true x given; a row of a label with no mass is zero. No items: empty with a null likelihood.
    /// </summary>
    public static DawidSkene Of(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> items, int labels, double smoothing = 0, int maximumIterations = 20_000, double tolerance = 1e-13)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0) return new DawidSkene(new double[labels], [], [], null, 0);
        var coders = items.Max(item => item.Count);
        var posterior = items.Select(item => Votes(item, labels)).ToArray();
        var shares = new double[labels];
        var rates = Enumerable.Range(0, coders).Select(_ => Enumerable.Range(0, labels).Select(_ => new double[labels]).ToArray()).ToArray();
        double previous = double.NegativeInfinity, likelihood = previous;
        var iteration = 0;
        while (iteration < maximumIterations)
        {
            iteration++;
            Maximise(items, posterior, shares, rates, smoothing);
            likelihood = Expect(items, posterior, shares, rates);
            if (Math.Abs(likelihood - previous) <= tolerance * (1 + Math.Abs(likelihood))) break;
            previous = likelihood;
        }
        return new DawidSkene(shares, rates, posterior, likelihood, iteration);
    }

    private static double[] Votes(IReadOnlyList<IReadOnlyList<int>> item, int labels)
    {
        var votes = new double[labels];
        double total = item.Sum(codes => codes.Count);
        foreach (var code in item.SelectMany(codes => codes)) votes[code] += 1 / total;
        return votes;
    }

    private static void Maximise(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> items, double[][] posterior, double[] shares, double[][][] rates, double smoothing)
    {
        var labels = shares.Length;
        double coded = posterior.Count(t => t.Sum() > 0);
        for (var j = 0; j < labels; j++) shares[j] = posterior.Sum(t => t[j]) / coded;
        for (var coder = 0; coder < rates.Length; coder++)
            for (var j = 0; j < labels; j++)
            {
                var row = rates[coder][j];
                Array.Fill(row, smoothing);
                for (var i = 0; i < items.Count; i++)
                    if (coder < items[i].Count)
                        foreach (var code in items[i][coder]) row[code] += posterior[i][j];
                var sum = row.Sum();
                if (sum > 0)
                    for (var l = 0; l < labels; l++) row[l] /= sum;
            }
    }

    private static double Expect(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> items, double[][] posterior, double[] shares, double[][][] rates)
    {
        var likelihood = 0.0;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].All(codes => codes.Count == 0)) continue;
            var logs = new double[shares.Length];
            for (var j = 0; j < shares.Length; j++)
            {
                logs[j] = Math.Log(shares[j]);
                for (var coder = 0; coder < items[i].Count; coder++)
                    foreach (var code in items[i][coder]) logs[j] += Math.Log(rates[coder][j][code]);
            }
            var top = logs.Max();
            var total = logs.Sum(l => Math.Exp(l - top));
            likelihood += top + Math.Log(total);
            for (var j = 0; j < shares.Length; j++) posterior[i][j] = Math.Exp(logs[j] - top) / total;
        }
        return likelihood;
    }
}
