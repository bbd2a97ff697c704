using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Coefficients;

/// <summary>One label: precision = hits/predicted (null when never predicted), recall = hits/gold (null without gold), F1.</summary>
public sealed record LabelScore(
    string Label, double? Precision, Interval PrecisionInterval, double? Recall, Interval RecallInterval, double? F1, double Support, double Predicted);

/// <summary>
/// Per-label precision, recall and F1 = 2 tp/(gold + predicted), with Wilson intervals on P and R; rows are gold, columns predictions.
/// Macro-F1 averages labels with gold or predictions; a label with neither is left out (null), never scored 0.
/// </summary>
public sealed record LabelReport(
    IReadOnlyList<LabelScore> Labels, double? MacroF1, double? MacroF1StandardError, int LabelsInMacro,
    double? MicroF1, double? WeightedF1, double? BalancedAccuracy)
{
    /// <summary>
    /// The report of a K x K table. Macro-F1's standard error is the multinomial delta method over independent items.
    /// <paramref name="scored"/> limits the labels scored (columns beyond it, such as "no label", are misses only). No items: nulls.
    /// </summary>
    public static LabelReport Of(ConfusionMatrix table, double level = 0.95, int? scored = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var k = scored ?? table.Size;
        Span<double> rows = new double[table.Size], columns = new double[table.Size];
        var n = CellFormulas.Margins(table.Cells, rows, columns);
        var labels = new LabelScore[k];
        double weighted = 0, recalls = 0, gold = 0;
        var withGold = 0;
        for (var c = 0; c < k; c++)
        {
            var f1 = CellFormulas.F1(table.Cells, rows, columns, c);
            labels[c] = new LabelScore(
                table.Labels[c],
                columns[c] > 0 ? table[c, c] / columns[c] : null, BinomialInterval.Wilson(table[c, c], columns[c], level),
                rows[c] > 0 ? table[c, c] / rows[c] : null, BinomialInterval.Wilson(table[c, c], rows[c], level),
                double.IsNaN(f1) ? null : f1, rows[c], columns[c]);
            if (rows[c] <= 0) continue;
            withGold++;
            recalls += table[c, c] / rows[c];
            weighted += f1 * rows[c];
            gold += rows[c];
        }
        var macro = CellFormulas.MacroF1(table.Cells, rows, columns, k, out var used);
        double? se = used == 0 || n <= 1 ? null : Math.Sqrt(CellGradients.Variance(table.Cells, CellGradients.MacroF1(table, k), n));
        return new LabelReport(
            labels, used == 0 ? null : macro, se, used, n > 0 ? table.Diagonal / n : null,
            gold > 0 ? weighted / gold : null, withGold > 0 ? recalls / withGold : null);
    }
}
