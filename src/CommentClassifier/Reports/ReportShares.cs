using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports.Charts;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>
/// Shares of a dimension: corrected for the model's mistakes where coded comments allow it, else the run's own counts. The worst case
/// gives every comment without a label (failed, unreadable, waiting) to or away from a label; withdrawn comments are no longer in the docket.
/// </summary>
internal static class ReportShares
{
    public static DimensionResult Of(
        Dimension dimension, IReadOnlyList<LabelTotal> totals, StateCounts states, DimensionAgreement? agreement,
        IReadOnlyList<PeriodCounts> periods, IReadOnlyList<EvidenceQuote> quotes)
    {
        var own = totals.Where(t => t.Dimension == dimension.Name).ToDictionary(t => t.Label, StringComparer.Ordinal);
        var labels = dimension.Labels.Select(l => l.Name).Concat(own.Keys).Distinct(StringComparer.Ordinal).ToList();
        var estimates = agreement?.Prevalence?.ToDictionary(p => p.Label, StringComparer.Ordinal);
        var corrected = estimates is not null && labels.Any(l => estimates.GetValueOrDefault(l)?.EstimatedShare is not null);
        double labelled = own.Values.Sum(t => t.Comments);
        var without = states.Failed + states.Unreadable + states.Pending;
        var all = labelled + without;
        var census = labelled > 0 && agreement is not null && agreement.Items - agreement.Missing >= labelled;
        var people = agreement?.PerLabel.ToDictionary(l => l.Label, l => l.Human, StringComparer.Ordinal);
        var tones = LabelTones.Of(dimension);
        return new DimensionResult
        {
            Dimension = dimension,
            Shares = [.. labels.Select(Row)],
            Denominator = census ? $"{agreement!.Items:N0} coded comments" : $"{ChartFormat.Count(labelled)} labelled comments",
            Method = census ? "What people said: every comment that has a label was coded, so nothing is estimated; the dashed tick is the run's own share."
                : corrected ? Corrected(estimates!) : "The run's own labels, counted; not corrected for its mistakes, because "
                + (agreement is null ? "no comment was coded by people in this dimension." : "that needs coded comments drawn at random (see: comment-classifier sample) and a run over the whole docket."),
            Corrected = corrected || census,
            Census = census,
            Totals = [.. labels.Select(l => own.GetValueOrDefault(l) ?? new LabelTotal(dimension.Name, l, 0, 0))],
            Periods = periods,
            Quotes = quotes,
            Agreement = agreement,
        };

        ShareRow Row(string label)
        {
            double count = own.GetValueOrDefault(label)?.Comments ?? 0;
            double? raw = labelled > 0 ? count / labelled : null;
            var estimate = corrected ? estimates!.GetValueOrDefault(label) : null;
            // An estimate may fall outside 0 to 1; a share cannot.
            var share = census ? people!.GetValueOrDefault(label) / agreement!.Items : corrected ? Unit(estimate?.EstimatedShare) : raw;
            return new ShareRow(label, share, census ? null : Unit(estimate?.CiLow), census ? null : Unit(estimate?.CiHigh))
            {
                Tone = tones.GetValueOrDefault(label, "tone-none"),
                Count = count,
                Marker = corrected || census ? raw : null,
                WorstLow = !census && share is { } low && all > 0 ? low * labelled / all : null,
                WorstHigh = !census && share is { } high && all > 0 ? (high * labelled + without) / all : null,
            };
        }
    }

    private static double? Unit(double? share) => share is { } value ? Math.Clamp(value, 0, 1) : null;

    private static string Corrected(Dictionary<string, PrevalenceRow> estimates)
    {
        var methods = estimates.Values.Select(e => e.Method).Distinct(StringComparer.Ordinal);
        return $"Corrected for the run's mistakes with the coded comments ({string.Join(", ", methods)} estimator), for comments that have a label; the dashed tick is the run's own share.";
    }
}
