using System.Text.Json;
using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Agreement.Sampling;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Reference cases on docket shares, weights and planning.</summary>
internal static class EstimationCases
{
    internal static Dictionary<string, object?> Ppi(CaseReader c) => Share(PredictionPowered.Mean(
        c.Numbers("labelled_gold"), c.Numbers("labelled_prediction"),
        [.. c.Numbers("unlabelled_prediction").GroupBy(f => f).Select(g => (g.Key, (double)g.Count()))],
        c.OptionText("lambda") is not null ? null : c.Option("lambda"), c.Level));

    internal static Dictionary<string, object?> PpiEffectiveSize(CaseReader c) => new()
    {
        ["effective_n"] = PredictionPowered.EffectiveSize(c.Parameter("n"), c.Parameter("N"), c.Parameter("correlation")),
    };

    internal static Dictionary<string, object?> Difference(CaseReader c) => Share(DifferenceEstimator.Simple(
        c.Numbers("sample_gold"), c.Numbers("sample_prediction"), c.Number("docket_predicted_positive"), c.Number("docket_size"), c.Level));

    internal static Dictionary<string, object?> Dsl(CaseReader c) => Share(DesignBasedSupervised.Mean(
        c.Numbers("prediction"), c.NumbersOrNull("gold"), c.Numbers("sampling_probability"), c.Level));

    internal static Dictionary<string, object?> RoganGladen(CaseReader c)
    {
        var x = Estimation.RoganGladen.Of(
            c.Number("positives"), c.Number("tested"), c.Number("sensitivity"), c.Number("specificity"), c.DataNumber("n_gold_positive"), c.DataNumber("n_gold_negative"));
        return new() { ["apparent"] = x.Apparent, ["estimate"] = x.Estimate, ["estimate_clipped"] = x.Clipped, ["se"] = x.StandardError };
    }

    internal static Dictionary<string, object?> AdjustedCount(CaseReader c)
    {
        var x = Estimation.AdjustedCount.Of(c.Confusion(), c.Numbers("docket_predicted_share"));
        object? List(IReadOnlyList<double?> values) => values.All(v => v is null) ? null : values;
        return new() { ["raw"] = List(x.Raw), ["projected"] = List(x.Projected), ["condition_number"] = x.ConditionNumber };
    }

    internal static Dictionary<string, object?> Pacc(CaseReader c)
    {
        var x = ProbabilisticAdjustedCount.Of(c.Flags("gold"), c.Numbers("probability"), c.Number("docket_mean_probability"));
        return new() { ["tpr"] = x.TruePositiveRate, ["fpr"] = x.FalsePositiveRate, ["raw"] = x.Raw, ["clipped"] = x.Clipped };
    }

    internal static Dictionary<string, object?> Stratified(CaseReader c)
    {
        var x = StratifiedEstimates.Of(c.Table("counts"), c.Numbers("stratum_sizes"), c.OptionFlag("fpc") ?? false);
        return new()
        {
            ["accuracy"] = x.Accuracy,
            ["accuracy_se"] = x.AccuracyStandardError,
            ["precision"] = x.Precision,
            ["precision_se"] = x.PrecisionStandardError,
            ["recall"] = x.Recall,
            ["recall_se"] = x.RecallStandardError,
            ["share"] = x.Share,
            ["share_se"] = x.ShareStandardError,
        };
    }

    internal static Dictionary<string, object?> Weighted(CaseReader c)
    {
        var (labels, items) = Items(c);
        var x = WeightedAgreement.Of(labels, items);
        return new()
        {
            ["accuracy"] = x.Accuracy,
            ["accuracy_se"] = x.AccuracyStandardError,
            ["kappa"] = x.Kappa,
            ["kappa_se"] = x.KappaStandardError,
            ["macro_f1"] = x.MacroF1,
            ["macro_f1_se"] = x.MacroF1StandardError,
            ["ess_kish"] = x.EffectiveSize,
        };
    }

    internal static Dictionary<string, object?> Clustered(CaseReader c)
    {
        var (labels, items) = Items(c);
        var alone = WeightedAgreement.Of(labels, items);
        var whole = WeightedAgreement.Of(labels, items, byFamily: true);
        return new()
        {
            ["accuracy"] = whole.Accuracy,
            ["accuracy_cluster_se"] = whole.AccuracyStandardError,
            ["accuracy_iid_se"] = alone.AccuracyStandardError,
            ["kappa"] = whole.Kappa,
            ["kappa_cluster_se"] = whole.KappaStandardError,
            ["kappa_iid_se"] = alone.KappaStandardError,
            ["macro_f1"] = whole.MacroF1,
            ["macro_f1_cluster_se"] = whole.MacroF1StandardError,
            ["macro_f1_iid_se"] = alone.MacroF1StandardError,
            ["clusters"] = whole.Clusters,
            ["ess_kish"] = whole.EffectiveSize,
        };
    }

    internal static Dictionary<string, object?> KappaSize(CaseReader c) => new()
    {
        ["n"] = SampleSize.ForKappa(
            c.Parameter("rate1"), c.ParameterOr("rate2", c.Parameter("rate1")), c.Parameter("k1"), c.Parameter("k0"),
            c.ParameterOr("alpha", 0.05), c.ParameterOr("power", 0.8), c.OptionFlag("two_sided") ?? false),
    };

    internal static Dictionary<string, object?> McNemarSize(CaseReader c)
    {
        double p10 = c.Parameter("p10"), p01 = c.Parameter("p01"), alpha = c.ParameterOr("alpha", 0.05);
        var twoSided = c.OptionFlag("two_sided") ?? true;
        var n = SampleSize.ForMcNemar(p10, p01, alpha, c.ParameterOr("power", 0.8), twoSided);
        return new() { ["n"] = n, ["exact_midp_power_at_n"] = n is { } size ? SampleSize.McNemarPower(size, p10, p01, alpha, twoSided) : null };
    }

    internal static Dictionary<string, object?> ShareSize(CaseReader c)
    {
        var method = (c.OptionText("interval") ?? "wilson").Split(',')[0].Trim();
        var (n, width) = SampleSize.ForShare(c.Parameter("expected_proportion"), c.Parameter("half_width"), c.Level, method);
        return new() { ["n"] = n, ["half_width"] = width };
    }

    private static (string[] Labels, WeightedItem[] Items) Items(CaseReader c)
    {
        var labels = c.Names("labels");
        return (labels, [.. c.List("rows").Select(row => new WeightedItem(
            CaseReader.IndexOf(labels, CaseReader.Name(row.GetProperty("gold"))), CaseReader.IndexOf(labels, CaseReader.Name(row.GetProperty("pred"))),
            row.TryGetProperty("weight", out var w) && w.ValueKind == JsonValueKind.Number ? w.GetDouble() : 1,
            row.TryGetProperty("cluster", out var family) && family.ValueKind != JsonValueKind.Null ? CaseReader.Name(family) : null))]);
    }

    private static Dictionary<string, object?> Share(ShareEstimate x) => new()
    {
        ["estimate"] = x.Estimate,
        ["se"] = x.StandardError,
        ["ci_lower"] = x.Low,
        ["ci_upper"] = x.High,
        ["lambda_"] = x.Lambda,
        ["lambda"] = x.Lambda,
    };
}
