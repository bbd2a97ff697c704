using CommentClassifier.Agreement.Comparison;
using MathNet.Numerics.Distributions;

namespace CommentClassifier.Agreement.Coders;

/// <summary>
/// The alternative annotator test (Calderon, Reichart and Dror 2025): may the machine stand in for a human coder? For each coder
/// left out, does the machine match the others at least as often, less epsilon? Winning rate 0.5 or more passes.
/// </summary>
public sealed record AlternativeTest(
    double? WinningRate, double? AdvantageProbability, IReadOnlyList<double?> PValues, IReadOnlyList<string> Annotators)
{
    /// <summary>
    /// Codes by coder and item, and the machine's. Items need <paramref name="minimumHumans"/> coders and a machine label, coders
    /// <paramref name="minimumItems"/> items. One-sided one-sample t test of W_human - W_machine below epsilon, Benjamini-Yekutieli at q.
    /// Zero variance: p is 0 or 1, and null (not passed) when the mean equals epsilon. No coder with enough items: nulls.
    /// </summary>
    public static AlternativeTest Of(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> humans, IReadOnlyDictionary<string, string> machine,
        double epsilon = 0.2, double q = 0.05, int minimumItems = 30, int minimumHumans = 2)
    {
        ArgumentNullException.ThrowIfNull(humans);
        ArgumentNullException.ThrowIfNull(machine);
        var coders = humans.SelectMany(h => h.Value.Keys, (h, item) => (h.Key, item)).GroupBy(x => x.item, x => x.Key, StringComparer.Ordinal)
            .Where(g => g.Count() >= minimumHumans && machine.ContainsKey(g.Key)).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var names = new List<string>();
        var p = new List<double?>();
        var advantages = new List<double>();
        foreach (var (name, codes) in humans)
        {
            var items = codes.Where(code => coders.ContainsKey(code.Key)).ToArray();
            if (items.Length == 0 || items.Length < minimumItems) continue;
            var differences = new double[items.Length];
            var wins = 0;
            for (var i = 0; i < items.Length; i++)
            {
                var (item, own) = items[i];
                var others = coders[item].Where(other => other != name).Select(other => humans[other][item]).ToArray();
                var human = others.Count(code => code == own);
                var model = others.Count(code => code == machine[item]);
                if (model >= human) wins++;
                differences[i] = (human >= model ? 1 : 0) - (model >= human ? 1 : 0);
            }
            names.Add(name);
            advantages.Add(wins / (double)items.Length);
            p.Add(BelowP(differences, epsilon));
        }
        if (names.Count == 0) return new AlternativeTest(null, null, [], []);
        var rejected = MultipleTesting.BenjaminiYekutieli(p).Count(adjusted => adjusted <= q);
        return new AlternativeTest(rejected / (double)names.Count, advantages.Average(), p, names);
    }

    /// <summary>P of a mean this low or lower when the true mean is epsilon.</summary>
    private static double? BelowP(double[] values, double epsilon)
    {
        var n = values.Length;
        var mean = values.Average();
        var variance = n < 2 ? 0 : values.Sum(v => (v - mean) * (v - mean)) / (n - 1);
        if (variance <= 1e-18) return Math.Abs(mean - epsilon) < 1e-12 ? null : mean < epsilon ? 0 : 1;
        return StudentT.CDF(0, 1, n - 1, (mean - epsilon) / Math.Sqrt(variance / n));
    }
}
