using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Intervals;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>
/// The main figures by distinct text: each text weighs one, shared among its copies, so that a form letter sent four hundred times counts
/// once. Texts are the units that a resample draws.
/// </summary>
internal static class TextBuilder
{
    /// <summary>Null without identical texts in the sample.</summary>
    internal static TextFigures? Build(ComparedItems items, AgreementRequest request)
    {
        if (!items.Clustered) return null;
        var labels = items.TableLabels(items.Missing > 0);
        var (k, n) = (labels.Length, items.Gold.Length);
        var copies = items.Families.Where(f => f is not null).CountBy(f => f!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var weight = new double[n];
        var cell = new int[n];
        var cells = new double[k * k];
        for (var i = 0; i < n; i++)
        {
            weight[i] = items.Families[i] is { } family ? 1.0 / copies[family] : 1;
            cell[i] = items.Gold[i] * k + items.Predicted[i];
            cells[cell[i]] += weight[i];
        }
        var table = new ConfusionMatrix(labels, cells);
        var texts = copies.Count + items.Families.Count(f => f is null);
        var kappa = CohenKappa.Of(table);
        var report = LabelReport.Of(table, request.Level, items.Labels.Length);
        var same = BinomialInterval.Wilson(table.Diagonal, texts, request.Level);
        BootstrapSummary[]? drawn = null;
        if (texts > 1 && request.Resamples > 0)
        {
            var figures = TableFigures.Of(k, items.Labels.Length);
            var units = ResamplingUnits.FromItems(k * k, cell, items.Families, weight: weight);
            drawn = [.. Bootstrap.Run(units, figures.Count, request.Resamples, request.Seed, figures.Compute).Select(values => BootstrapSummary.Of(values, request.Level))];
        }
        return new TextFigures(
            texts, new Figure(table.Diagonal / texts, null, same.Low, same.High, "wilson"),
            BlockBuilder.FigureOf(kappa.Value, null, kappa.Reason, drawn?[TableFigures.Kappa], "family bootstrap"),
            BlockBuilder.FigureOf(report.MacroF1, null, null, drawn?[TableFigures.MacroF1], "family bootstrap"),
            [.. items.Labels.Select((label, c) => new TextLabel(label, Math.Round(table.Row(c), 9), Math.Round(table.Column(c), 9)))]);
    }
}
