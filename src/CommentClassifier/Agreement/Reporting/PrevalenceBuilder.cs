using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>
/// Docket shares corrected for the machine's mistakes. Follows the sampling design: stratified when the sample was drawn so, the
/// difference estimator for a simple sample, its weighted form for unequal weights without strata; PPI++ and DSL stand beside them, named.
/// </summary>
internal static class PrevalenceBuilder
{
    internal static IReadOnlyList<PrevalenceRow>? Build(
        ComparedItems all, IReadOnlyDictionary<string, double>? populations, double level, List<string> warnings, out string? design)
    {
        design = null;
        if (populations is null || populations.Count == 0) return null;
        var items = all.Answered();
        var size = populations.Where(p => p.Key != ComparedItems.NoLabel).Sum(p => p.Value);
        if (size <= 0 || items.Gold.Length == 0)
        {
            warnings.Add("Corrected shares need coded comments with a machine label and positive populations.");
            return null;
        }
        if (all.Missing > 0)
            warnings.Add($"Corrected shares cover comments that have a machine label: {all.Missing} coded comments without one are outside them.");
        if (size < items.Gold.Length)
            warnings.Add($"Populations add up to {size:0} comments, fewer than the {items.Gold.Length} coded ones: check them.");
        var strata = Strata(items, populations, out var byPrediction);
        design = strata is not null ? byPrediction ? "strata: machine label" : "strata as drawn"
            : Weighted(items) ? "unequal weights" : "simple random sample";
        var byLabel = byPrediction ? ByLabel(items, populations) : null;
        var rows = new List<PrevalenceRow>();
        for (var k = 0; k < items.Labels.Length; k++) rows.Add(Row(k));
        if (rows.Any(r => r.EstimatedShare is not null && r.CiLow is null))
            warnings.Add("Some corrected shares have no interval: a stratum holds fewer than two coded comments.");
        if (rows.Any(r => r.EstimatedShare is null))
            warnings.Add("Corrected shares cannot be given: a machine label of the docket has no coded comment. Code some of each.");
        return rows;

        PrevalenceRow Row(int k)
        {
            var label = items.Labels[k];
            var f = populations.GetValueOrDefault(label);
            double[] y = [.. items.Gold.Select(g => g == k ? 1.0 : 0)], p = [.. items.Predicted.Select(g => g == k ? 1.0 : 0)];
            var estimate = byLabel is not null ? Share(byLabel, k)
                : strata is not null ? DifferenceEstimator.Stratified(f / size, [.. strata.Select(g => (g.Size, (IReadOnlyList<double>)[.. g.Members.Select(i => y[i] - p[i])]))], level)
                : Weighted(items) ? Unequal(y, p, f / size)
                : DifferenceEstimator.Simple(y, p, f, size, level);
            if (estimate is { StandardError: < 1e-12 } && items.Gold.Length < size) estimate = WithoutVariance(estimate);
            var method = estimate.Method;
            var rest = size - items.Gold.Length;
            var unlabelledPositive = f - p.Sum();
            var alternatives = new List<ShareAlternative>();
            if (strata is null && !Weighted(items) && rest > 0 && unlabelledPositive >= 0 && unlabelledPositive <= rest)
            {
                var ppi = PredictionPowered.Mean(y, p, [(1, unlabelledPositive), (0, rest - unlabelledPositive)], null, level);
                alternatives.Add(Alternative("ppi++", ppi));
            }
            if (items.Items.All(i => i.Weight is >= 1) && rest >= 0 && unlabelledPositive >= 0 && unlabelledPositive <= rest)
            {
                var dsl = DesignBasedSupervised.Mean(
                    items.Items.Select((item, i) => (p[i], y[i], 1 / item.Weight!.Value)), [(1, unlabelledPositive), (0, rest - unlabelledPositive)], level);
                alternatives.Add(Alternative("dsl", dsl));
            }
            return new PrevalenceRow(label, f / size, estimate.Estimate, estimate.Low, estimate.High, method, alternatives);
        }

        ShareEstimate Share(StratifiedEstimates x, int k) => x.Share[k] is { } share
            ? ShareEstimate.Normal("stratified", share, x.ShareStandardError[k], level)
            : ShareEstimate.Undefined("stratified", "a stratum has no coded comment");

        // An interval without width would claim certainty: it is left out.
        static ShareAlternative Alternative(string method, ShareEstimate x) => x.StandardError is < 1e-12
            ? new ShareAlternative(method, x.Estimate, null, null, x.Lambda) : new ShareAlternative(method, x.Estimate, x.Low, x.High, x.Lambda);

        // The coded comments show no variance, yet the rest of the docket may hold errors: Wilson's upper bound of 0 in n says how many.
        ShareEstimate WithoutVariance(ShareEstimate x)
        {
            var bound = BinomialInterval.Wilson(0, Effective(), level).High!.Value * (1 - items.Gold.Length / size);
            return x with { Low = Math.Max(0, x.Estimate!.Value - bound), High = Math.Min(1, x.Estimate.Value + bound), Method = x.Method + ", Wilson bound" };
        }

        // Kish's effective number of coded comments.
        double Effective()
        {
            double[] w = strata is null ? [.. items.Items.Select(i => i.Weight ?? 1)]
                : [.. strata.SelectMany(g => Enumerable.Repeat(g.Size / Math.Max(1, g.Members.Length), g.Members.Length))];
            return w.Sum() * w.Sum() / w.Sum(v => v * v);
        }

        ShareEstimate Unequal(double[] y, double[] p, double share)
        {
            var w = items.Items.Select(i => i.Weight ?? 1).ToArray();
            var total = w.Sum();
            var mean = w.Select((x, i) => x * (y[i] - p[i])).Sum() / total;
            var n = w.Length;
            double? se = n < 2 ? null : Math.Sqrt(n / (n - 1.0) * w.Select((x, i) => Math.Pow(x / total * (y[i] - p[i] - mean), 2)).Sum());
            return ShareEstimate.Normal("weighted difference", share + mean, se, level);
        }
    }

    /// <summary>With the machine label as stratum: sum W_h p_hk, with the finite population correction.</summary>
    private static StratifiedEstimates ByLabel(ComparedItems items, IReadOnlyDictionary<string, double> populations)
    {
        // A label of the docket that no coded comment carries is a stratum too: without a coded comment nothing is known of it.
        string[] strata = [.. items.Labels, .. populations.Keys.Where(p => p != ComparedItems.NoLabel).Except(items.Labels, StringComparer.Ordinal)];
        var counts = strata.Select(_ => new double[items.Labels.Length]).ToArray();
        for (var i = 0; i < items.Gold.Length; i++) counts[items.Predicted[i]][items.Gold[i]]++;
        return StratifiedEstimates.Of(counts, [.. strata.Select(label => populations.GetValueOrDefault(label))], populationCorrection: true);
    }

    private static bool Weighted(ComparedItems items) => items.Items.Select(i => i.Weight ?? 1).Distinct().Skip(1).Any();

    /// <summary>Strata with their docket sizes, or null when the sample was not drawn by strata or their sizes are not known.</summary>
    private static List<(double Size, int[] Members)>? Strata(
        ComparedItems items, IReadOnlyDictionary<string, double> populations, out bool byPrediction)
    {
        byPrediction = false;
        var named = items.Items.Select(i => i.Stratum).ToArray();
        if (named.Any(string.IsNullOrWhiteSpace) || named.Distinct().Take(2).Count() < 2) return null;
        byPrediction = Enumerable.Range(0, named.Length).All(i => named[i] == items.Labels[items.Predicted[i]]);
        var groups = Enumerable.Range(0, named.Length).GroupBy(i => named[i]!, StringComparer.Ordinal).ToArray();
        if (byPrediction)
        {
            var inside = groups.ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
            return [.. populations.Where(p => p.Key != ComparedItems.NoLabel && p.Value > 0)
                .Select(p => (p.Value, inside.GetValueOrDefault(p.Key, [])))];
        }
        return items.Items.All(i => i.Weight is > 0)
            ? [.. groups.Select(g => (g.Sum(i => items.Items[i].Weight!.Value), g.ToArray()))]
            : groups.All(g => populations.ContainsKey(g.Key)) ? [.. groups.Select(g => (populations[g.Key], g.ToArray()))] : null;
    }
}
