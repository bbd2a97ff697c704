using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>What the docket would show, from comments drawn with unequal chances.</summary>
internal static class WeightedBuilder
{
    private const string Method = "wilson on effective items (weights)";

    /// <summary>Null where all weights are equal or none is known.</summary>
    internal static WeightedBlock? Build(ComparedItems items, DimensionInput dimension, double level)
    {
        if (WeightsOf(items, dimension) is not { } weights) return null;
        var rows = weights.Select((w, i) => new WeightedItem(items.Gold[i], items.Predicted[i], w, items.Families[i])).ToArray();
        var x = WeightedAgreement.Of(items.TableLabels(items.Missing > 0), rows, items.Clustered, items.Labels.Length);
        var report = LabelReport.Of(x.Table, scored: items.Labels.Length);
        var accuracy = Share(x.Accuracy, x.AccuracyStandardError, rows.Length);
        var kappa = x.Kappa is { } value && x.KappaStandardError is { } se ? NormalInterval.Around(value, se, level) : ((double, double)?)null;
        return new WeightedBlock(
            x.Accuracy, x.AccuracyStandardError, accuracy.CiLow, accuracy.CiHigh, x.Kappa, x.KappaStandardError, kappa?.Item1, kappa?.Item2,
            x.MacroF1, x.MacroF1StandardError, x.EffectiveSize, [.. report.Labels.Select(Label)]);

        WeightedLabel Label(LabelScore score, int k) => new(score.Label, score.Precision, score.Recall, score.F1, new WeightedIntervals(
            Share(score.Precision, x.PrecisionStandardErrors[k], items.Predicted.Count(p => p == k)),
            Share(score.Recall, x.RecallStandardErrors[k], items.Gold.Count(g => g == k))));

        Figure Share(double? share, double? error, int n)
        {
            if (share is not { } p) return new Figure(null, null, null, null, null, Reason: Reasons.NoItems);
            var interval = BinomialInterval.WilsonFromError(p, error, n, level);
            return new Figure(p, error, interval.Low, interval.High, Method);
        }
    }

    private static double[]? WeightsOf(ComparedItems items, DimensionInput dimension)
    {
        var weights = items.Items.Select(i => i.Weight).ToArray();
        if (weights.All(w => w is null) && dimension.Populations is { } sizes && items.Items.Count > 0
            && items.Items.All(i => i.Stratum is not null && sizes.ContainsKey(i.Stratum)))
        {
            var drawn = items.Items.CountBy(i => i.Stratum!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            weights = [.. items.Items.Select(i => (double?)(sizes[i.Stratum!] / drawn[i.Stratum!]))];
        }
        return weights.Select(w => w ?? 1).Distinct().Take(2).Count() < 2 ? null : [.. weights.Select(w => w ?? 1)];
    }
}
