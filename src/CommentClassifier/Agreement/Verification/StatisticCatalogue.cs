using System.Diagnostics.CodeAnalysis;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Computes the figures of a case.</summary>
internal delegate IReadOnlyDictionary<string, object?> CaseStatistic(CaseReader data);

/// <summary>Which code computes which statistic of a reference file.</summary>
internal static class StatisticCatalogue
{
    private static readonly Dictionary<string, CaseStatistic> All = new(StringComparer.Ordinal)
    {
        ["percent_agreement"] = TableCases.PercentAgreement,
        ["cohen_kappa"] = TableCases.Kappa,
        ["scott_pi"] = TableCases.ScottPi,
        ["gwet_ac1"] = TableCases.GwetAc,
        ["gwet_ac2"] = TableCases.GwetAc,
        ["brennan_prediger"] = TableCases.BrennanPrediger,
        ["pabak"] = TableCases.Pabak,
        ["mcc"] = TableCases.Mcc,
        ["balanced_accuracy"] = TableCases.BalancedAccuracy,
        ["classification_report"] = TableCases.ClassificationReport,
        ["per_class_wilson"] = TableCases.PerClassIntervals,
        ["binomial_interval"] = TableCases.BinomialIntervals,
        ["agreement_with_missing"] = TableCases.WithMissing,
        ["krippendorff_alpha"] = CoderCases.Alpha,
        ["coincidence_matrix"] = CoderCases.Coincidences,
        ["fleiss_kappa"] = CoderCases.Fleiss,
        ["gwet_ac1_multi"] = CoderCases.GwetMulti,
        ["gwet_ac2_multi"] = CoderCases.GwetMulti,
        ["fleiss_kappa_gwet_se"] = CoderCases.FleissMulti,
        ["brennan_prediger_multi"] = CoderCases.BrennanPredigerMulti,
        ["human_ceiling"] = CoderCases.Ceiling,
        ["dawid_skene"] = CoderCases.DawidSkene,
        ["alt_test"] = CoderCases.AltTest,
        ["brier_score"] = CalibrationCases.Brier,
        ["log_loss"] = CalibrationCases.LogLoss,
        ["reliability_diagram"] = CalibrationCases.Reliability,
        ["ece"] = CalibrationCases.Reliability,
        ["calibration_summary"] = CalibrationCases.Summary,
        ["mcnemar"] = ComparisonCases.McNemar,
        ["paired_proportion_difference"] = ComparisonCases.PairedProportions,
        ["stuart_maxwell"] = ComparisonCases.StuartMaxwell,
        ["bhapkar"] = ComparisonCases.Bhapkar,
        ["bowker"] = ComparisonCases.Bowker,
        ["cochran_q"] = ComparisonCases.CochranQ,
        ["multiple_testing"] = ComparisonCases.MultipleTesting,
        ["paired_difference_delta"] = ComparisonCases.PairedDelta,
        ["paired_difference_bootstrap"] = ResamplingCases.PairedBootstrap,
        ["paired_permutation"] = ResamplingCases.Permutation,
        ["bootstrap_ci"] = ResamplingCases.TableBootstrap,
        ["alpha_bootstrap_ci"] = ResamplingCases.AlphaBootstrap,
        ["ppi_mean"] = EstimationCases.Ppi,
        ["ppi_effective_n"] = EstimationCases.PpiEffectiveSize,
        ["difference_estimator"] = EstimationCases.Difference,
        ["dsl_mean"] = EstimationCases.Dsl,
        ["rogan_gladen"] = EstimationCases.RoganGladen,
        ["adjusted_count"] = EstimationCases.AdjustedCount,
        ["pacc_binary"] = EstimationCases.Pacc,
        ["stratified_by_prediction"] = EstimationCases.Stratified,
        ["stratified_share_fpc"] = EstimationCases.Stratified,
        ["weighted_agreement"] = EstimationCases.Weighted,
        ["clustered_agreement"] = EstimationCases.Clustered,
        ["sample_size_kappa"] = EstimationCases.KappaSize,
        ["sample_size_mcnemar"] = EstimationCases.McNemarSize,
        ["sample_size_proportion"] = EstimationCases.ShareSize,
    };

    internal static IReadOnlyList<string> Names => [.. All.Keys.Order(StringComparer.Ordinal)];

    internal static bool TryFind(string statistic, [NotNullWhen(true)] out CaseStatistic? compute) => All.TryGetValue(statistic, out compute);
}
