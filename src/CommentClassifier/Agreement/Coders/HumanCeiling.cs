using CommentClassifier.Agreement.Coefficients;

namespace CommentClassifier.Agreement.Coders;

/// <summary>Kappa of one pair of coders on the items both coded.</summary>
public sealed record CoderPair(int A, int B, int Items, double? Kappa);

/// <summary>
/// The human-human ceiling: mean kappa over pairs of coders (Light 1971) beside the machine's mean kappa with each coder.
/// Pairs with an undefined kappa are left out of the mean; none left: null.
/// </summary>
public sealed record HumanCeiling(
    double? HumanHumanMean, double? MachineHumanMean, double? Difference, IReadOnlyList<CoderPair> Pairs, IReadOnlyList<double?> MachineEach)
{
    /// <summary>Ratings are items x coders of label indexes, null for a missing code; the machine's column may be null (no machine).</summary>
    public static HumanCeiling Of(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<int?>> ratings, IReadOnlyList<int?>? machine)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(ratings);
        var coders = ratings.Count == 0 ? 0 : ratings.Max(row => row.Count);
        int? Code(int item, int coder) => coder < ratings[item].Count ? ratings[item][coder] : null;
        var pairs = new List<CoderPair>();
        for (var a = 0; a < coders; a++)
            for (var b = a + 1; b < coders; b++)
            {
                var table = Pair(labels, ratings.Count, i => Code(i, a), i => Code(i, b));
                pairs.Add(new CoderPair(a, b, (int)table.Total, CohenKappa.Of(table).Value));
            }
        var each = machine is null ? [] : Enumerable.Range(0, coders)
            .Select(coder => CohenKappa.Of(Pair(labels, ratings.Count, i => Code(i, coder), i => machine[i])).Value).ToArray();
        var human = Mean(pairs.Select(p => p.Kappa));
        var model = Mean(each);
        return new HumanCeiling(human, model, model - human, pairs, each);
    }

    internal static ConfusionMatrix Pair(IReadOnlyList<string> labels, int items, Func<int, int?> first, Func<int, int?> second)
    {
        var cells = new double[labels.Count * labels.Count];
        for (var i = 0; i < items; i++)
            if (first(i) is { } x && second(i) is { } y) cells[x * labels.Count + y]++;
        return new ConfusionMatrix(labels, cells);
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        var known = values.Where(v => v is not null).ToArray();
        return known.Length == 0 ? null : known.Average();
    }
}
