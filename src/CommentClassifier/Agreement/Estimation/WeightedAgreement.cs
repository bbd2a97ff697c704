using CommentClassifier.Agreement.Coefficients;

namespace CommentClassifier.Agreement.Estimation;

/// <summary>One coded item: gold and predicted label index, weight = 1/inclusion probability, and the family it belongs to.</summary>
public readonly record struct WeightedItem(int Gold, int Predicted, double Weight = 1, string? Family = null);

/// <summary>
/// Agreement of an unequally drawn or clustered sample: Hajek-weighted cells, standard errors by Taylor linearisation with
/// replacement (n/(n-1) over items, G/(G-1) over families; Binder 1983), Kish's effective size (sum w)^2/sum w^2.
/// </summary>
public sealed record WeightedAgreement(
    ConfusionMatrix Table, double? Accuracy, double? AccuracyStandardError, double? Kappa, double? KappaStandardError,
    double? MacroF1, double? MacroF1StandardError, double? EffectiveSize, int Clusters)
{
    /// <summary>Standard error of each label's precision; null where the label is never predicted.</summary>
    public IReadOnlyList<double?> PrecisionStandardErrors { get; private init; } = [];

    /// <summary>Standard error of each label's recall; null where no item has the label.</summary>
    public IReadOnlyList<double?> RecallStandardErrors { get; private init; } = [];

    /// <summary>
    /// Items over K labels. Families null: every item is its own cluster. No items or no weight: nulls; kappa null when pe = 1;
    /// fewer than two clusters: no standard errors.
    /// </summary>
    public static WeightedAgreement Of(IReadOnlyList<string> labels, IReadOnlyList<WeightedItem> items, bool byFamily = false, int? scored = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(items);
        var k = labels.Count;
        var cells = new double[k * k];
        foreach (var item in items) cells[item.Gold * k + item.Predicted] += item.Weight;
        var table = new ConfusionMatrix(labels, cells);
        var clusters = ClusterIndexes(items, byFamily, out var count);
        if (table.Total <= 0) return new WeightedAgreement(table, null, null, null, null, null, null, null, 0);

        var accuracy = table.Diagonal / table.Total;
        var kappa = CohenKappa.Of(table);
        var macro = LabelReport.Of(table, scored: scored).MacroF1;
        var squares = items.Sum(i => i.Weight * i.Weight);
        double? Error(double[] gradient) => LinearisedError(items, clusters, count, gradient, k, table.Total);
        return new WeightedAgreement(
            table, accuracy, Error(CellGradients.Accuracy(table)),
            kappa.Value, kappa.Value is { } v ? Error(CellGradients.Kappa(table, AgreementWeights.Identity(k), v, kappa.Expected!.Value)) : null,
            macro, macro is null ? null : Error(CellGradients.MacroF1(table, scored ?? k)),
            table.Total * table.Total / squares, count)
        {
            PrecisionStandardErrors = [.. Enumerable.Range(0, scored ?? k).Select(c => table.Column(c) > 0 ? Error(CellGradients.Precision(table, c)) : null)],
            RecallStandardErrors = [.. Enumerable.Range(0, scored ?? k).Select(c => table.Row(c) > 0 ? Error(CellGradients.Recall(table, c)) : null)],
        };
    }

    /// <summary>Cluster index of each item, and how many clusters there are.</summary>
    private static int[] ClusterIndexes(IReadOnlyList<WeightedItem> items, bool byFamily, out int count)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var result = new int[items.Count];
        count = 0;
        for (var i = 0; i < items.Count; i++)
        {
            if (!byFamily || items[i].Family is not { } family) result[i] = count++;
            else if (index.TryGetValue(family, out var known)) result[i] = known;
            else index[family] = result[i] = count++;
        }
        return result;
    }

    internal static double? LinearisedError(
        IReadOnlyList<WeightedItem> items, int[] clusters, int count, double[] gradient, int k, double total)
    {
        if (count < 2) return null;
        var mean = items.Sum(i => i.Weight / total * gradient[i.Gold * k + i.Predicted]);
        var sums = new double[count];
        for (var i = 0; i < items.Count; i++)
            sums[clusters[i]] += items[i].Weight / total * (gradient[items[i].Gold * k + items[i].Predicted] - mean);
        var centre = sums.Average();
        var squares = sums.Sum(s => (s - centre) * (s - centre));
        return squares < 1e-24 ? 0 : Math.Sqrt(squares * count / (count - 1));
    }
}
