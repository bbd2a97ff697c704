using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Intervals;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Builds the figures of one table of items; every bootstrap interval of the block comes from the same resamples.</summary>
internal static class BlockBuilder
{
    internal static AgreementBlock Build(ComparedItems items, IReadOnlyList<string>? ordinal, AgreementRequest request, List<string> warnings)
    {
        var missing = items.Missing;
        var labels = items.TableLabels(missing > 0);
        int k = labels.Length, scored = items.Labels.Length;
        var cell = new int[items.Gold.Length];
        var cells = new double[k * k];
        for (var i = 0; i < cell.Length; i++)
        {
            cell[i] = items.Gold[i] * k + items.Predicted[i];
            cells[cell[i]]++;
        }
        var table = new ConfusionMatrix(labels, cells);
        var (linear, quadratic) = Scales(labels, ordinal);
        var figures = TableFigures.Of(k, scored, linear, quadratic);
        var units = items.Clustered ? ResamplingUnits.FromItems(k * k, cell, items.Families) : ResamplingUnits.FromCells(cells);
        var summaries = Summaries(figures, units, table, request);
        var method = items.Clustered ? "family bootstrap" : "bootstrap";

        Figure Of(int index, double? value, double? se, string? reason) => FigureOf(value, items.Clustered ? null : se, reason, summaries?[index], method);
        Figure Coefficient(int index, Coefficient c) => Of(index, c.Value, c.StandardError, c.Reason);
        var kappa = CohenKappa.Of(table, level: request.Level);
        var pi = ChanceCorrected.ScottPi(table, level: request.Level);
        var alpha = KrippendorffAlpha.Of(table);
        var mcc = MatthewsCorrelation.Of(table);
        var report = LabelReport.Of(table, request.Level, scored);
        var indices = BinaryIndices.Of(table, scored);
        if (summaries is not null && summaries[TableFigures.Kappa] is { Low: { } low, High: { } high } && high - low < 1e-12 && table.Total > 1)
            warnings.Add("The bootstrap interval of kappa is degenerate: every resample gave the same value. Code more comments before relying on it.");
        return new AgreementBlock
        {
            Labels = items.Labels,
            Items = items.Gold.Length,
            Missing = missing,
            PercentAgreement = Share(items, [.. Enumerable.Range(0, cell.Length)], i => items.Gold[i] == items.Predicted[i], request.Level),
            CohenKappa = Coefficient(TableFigures.Kappa, kappa),
            CohenKappaLinear = linear is null ? null : Coefficient(TableFigures.Linear, CohenKappa.Of(table, linear, request.Level)),
            CohenKappaQuadratic = quadratic is null ? null : Coefficient(TableFigures.Quadratic, CohenKappa.Of(table, quadratic, request.Level)),
            ScottPi = Coefficient(TableFigures.Pi, pi),
            KrippendorffAlpha = Of(TableFigures.Alpha, alpha.Value, null, alpha.Reason),
            FleissKappa = Coefficient(TableFigures.Pi, pi),
            GwetAc1 = Coefficient(TableFigures.Ac1, ChanceCorrected.GwetAc(table, categories: scored, level: request.Level)),
            GwetAc2 = quadratic is null ? null : Coefficient(TableFigures.Ac2, ChanceCorrected.GwetAc(table, quadratic, scored, request.Level)),
            Pabak = Coefficient(TableFigures.Pabak, ChanceCorrected.BrennanPrediger(table, categories: scored, level: request.Level)),
            Mcc = Of(TableFigures.Mcc, mcc, null, mcc is null ? Reasons.NotDefined : null),
            MacroF1 = Of(TableFigures.MacroF1, report.MacroF1, report.MacroF1StandardError, report.MacroF1 is null ? Reasons.NoItems : null),
            PrevalenceIndex = indices.PrevalenceIndex,
            BiasIndex = indices.BiasIndex,
            ConfusionColumns = labels,
            Confusion = [.. Enumerable.Range(0, scored).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, k).Select(j => table[i, j])])],
            PerLabel = [.. Enumerable.Range(0, scored).Select(c => PerLabel(c))],
        };

        LabelFigures PerLabel(int c)
        {
            int[] predicted = [], gold = [];
            if (items.Clustered)
            {
                predicted = [.. Enumerable.Range(0, cell.Length).Where(i => items.Predicted[i] == c)];
                gold = [.. Enumerable.Range(0, cell.Length).Where(i => items.Gold[i] == c)];
            }
            var score = report.Labels[c];
            return new LabelFigures(
                labels[c], score.Support, score.Predicted,
                items.Clustered ? Share(items, predicted, i => items.Gold[i] == c, request.Level)
                    : Wilson(score.Precision, score.PrecisionInterval, "never predicted"),
                items.Clustered ? Share(items, gold, i => items.Predicted[i] == c, request.Level)
                    : Wilson(score.Recall, score.RecallInterval, "not in the reference"),
                score.F1 is 0 && (score.Support == 0 || score.Predicted == 0)
                    // Not a hit is possible in any resample either: an interval from 0 to 0 would claim knowledge.
                    ? new Figure(0, null, null, null, null, Reason: score.Support == 0 ? "not in the reference: 0 whatever the machine does" : "never predicted: no interval")
                    : Of(TableFigures.FirstLabel + 3 * c, score.F1, null, score.F1 is null ? "neither in the reference nor predicted" : null));
        }
    }

    internal static Figure FigureOf(double? value, double? se, string? reason, BootstrapSummary? summary, string method) =>
        value is null ? new Figure(null, null, null, null, null, Reason: reason)
        : summary?.Low is null ? new Figure(value, se, null, null, null, Reason: reason ?? Reasons.OneItem)
        : new Figure(value, se ?? summary.StandardDeviation, summary.Low, summary.High, method, summary.UndefinedShare > 0 ? summary.UndefinedShare : null, reason);

    private static Figure Wilson(double? value, Interval interval, string reason) => value is null
        ? new Figure(null, null, null, null, null, Reason: reason)
        : new Figure(value, null, interval.Low, interval.High, "wilson");

    internal static Figure Share(ComparedItems items, int[] among, Func<int, bool> success, double level)
    {
        if (among.Length == 0) return new Figure(null, null, null, null, null, Reason: Reasons.NoItems);
        if (!items.Clustered)
        {
            var hits = among.Count(success);
            var plain = BinomialInterval.Wilson(hits, among.Length, level);
            var p = hits / (double)among.Length;
            return new Figure(p, Math.Sqrt(p * (1 - p) / among.Length), plain.Low, plain.High, "wilson");
        }
        var flags = among.Select(success).ToArray();
        var (interval, effective) = ClusteredShare.Wilson(flags, [.. among.Select(i => items.Families[i])], level);
        var share = flags.Count(f => f) / (double)flags.Length;
        return new Figure(share, Math.Sqrt(share * (1 - share) / effective), interval.Low, interval.High, "wilson on effective items (families)");
    }

    private static BootstrapSummary[]? Summaries(TableFigures figures, ResamplingUnits units, ConfusionMatrix table, AgreementRequest request)
    {
        if (table.Total <= 1 || request.Resamples < 1) return null;
        var drawn = Bootstrap.Run(units, figures.Count, request.Resamples, request.Seed, figures.Compute);
        var summaries = new BootstrapSummary[drawn.Length];
        Parallel.For(0, drawn.Length, f => summaries[f] = BootstrapSummary.Of(drawn[f], request.Level));
        return summaries;
    }

    private static (AgreementWeights? Linear, AgreementWeights? Quadratic) Scales(string[] labels, IReadOnlyList<string>? ordinal)
    {
        if (ordinal is not { Count: > 1 }) return (null, null);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < ordinal.Count; i++) places[ordinal[i]] = i;
        var positions = labels.Select(l => places.TryGetValue(l, out var at) ? at : (int?)null).ToArray();
        return (AgreementWeights.OnScale(false, positions), AgreementWeights.OnScale(true, positions));
    }
}
