using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Comparison;

/// <summary>A paired difference B - A with its standard error and z interval; null with a reason when either side is undefined.</summary>
public sealed record PairedDifference(double? A, double? B, double? Difference, double? StandardError, Interval Interval, string? Reason = null);

/// <summary>
/// Paired differences of kappa, macro-F1 and accuracy by the multinomial delta method on the joint gold x A x B table:
/// g(cell) = gradient of B at (g,b) - gradient of A at (g,a); the items' covariance is in the table.
/// </summary>
public static class PairedDelta
{
    /// <summary>Difference of Cohen's kappas.</summary>
    public static PairedDifference Kappa(JointTable table, double level = 0.95) => Of(table, level, m =>
    {
        var kappa = CohenKappa.Of(m);
        return kappa.Value is { } v ? (v, CellGradients.Kappa(m, AgreementWeights.Identity(m.Size), v, kappa.Expected!.Value)) : null;
    });

    /// <summary>Difference of macro-F1 over labels with gold or predictions on each side.</summary>
    public static PairedDifference MacroF1(JointTable table, double level = 0.95) => Of(table, level, m =>
        LabelReport.Of(m, scored: table.Scored).MacroF1 is { } v ? (v, CellGradients.MacroF1(m, table.Scored)) : null);

    /// <summary>Difference of accuracies.</summary>
    public static PairedDifference Accuracy(JointTable table, double level = 0.95) => Of(table, level, m =>
        m.Total > 0 ? (m.Diagonal / m.Total, CellGradients.Accuracy(m)) : null);

    private static PairedDifference Of(JointTable table, double level, Func<ConfusionMatrix, (double Value, double[] Gradient)?> side)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (a, b) = (side(table.A), side(table.B));
        if (a is not { } first || b is not { } second)
            return new PairedDifference(a?.Value, b?.Value, null, null, Interval.None, table.Total > 0 ? Reasons.NoVariation : Reasons.NoItems);
        var k = table.Labels.Count;
        var gradient = new double[k * k * k];
        for (var c = 0; c < gradient.Length; c++)
            gradient[c] = second.Gradient[c / (k * k) * k + c % k] - first.Gradient[c / k];
        var se = Math.Sqrt(CellGradients.Variance(table.Cells, gradient, table.Total));
        var (low, high) = NormalInterval.Around(second.Value - first.Value, se, level);
        return new PairedDifference(first.Value, second.Value, second.Value - first.Value, se, new Interval(low, high));
    }
}
