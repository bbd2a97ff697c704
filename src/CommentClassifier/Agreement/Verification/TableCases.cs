using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Intervals;
using CommentClassifier.Agreement.Reporting;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Reference cases on one confusion matrix or one share.</summary>
internal static class TableCases
{
    internal static Dictionary<string, object?> PercentAgreement(CaseReader c)
    {
        var table = c.Confusion();
        var interval = BinomialInterval.Named(c.OptionText("ci") ?? "wilson", table.Diagonal, table.Total, c.Level);
        return new()
        {
            ["value"] = table.Total > 0 ? table.Diagonal / table.Total : null,
            ["ci_lower"] = interval.Low,
            ["ci_upper"] = interval.High,
            ["n"] = table.Total,
            ["agreements"] = table.Diagonal,
        };
    }

    internal static Dictionary<string, object?> Kappa(CaseReader c) => Figures(CohenKappa.Of(c.Confusion(), Weights(c), c.Level));

    internal static Dictionary<string, object?> ScottPi(CaseReader c) => Figures(ChanceCorrected.ScottPi(c.Confusion(), Weights(c), c.Level));

    internal static Dictionary<string, object?> GwetAc(CaseReader c) =>
        Figures(ChanceCorrected.GwetAc(c.Confusion(), Weights(c), Categories(c), c.Level));

    internal static Dictionary<string, object?> BrennanPrediger(CaseReader c) =>
        Figures(ChanceCorrected.BrennanPrediger(c.Confusion(), Weights(c), Categories(c), c.Level));

    internal static Dictionary<string, object?> Pabak(CaseReader c)
    {
        var indices = BinaryIndices.Of(c.Confusion());
        return new() { ["pabak"] = indices.Pabak, ["value"] = indices.Pabak, ["prevalence_index"] = indices.PrevalenceIndex, ["bias_index"] = indices.BiasIndex };
    }

    internal static Dictionary<string, object?> Mcc(CaseReader c) => new() { ["value"] = MatthewsCorrelation.Of(c.Confusion()) };

    internal static Dictionary<string, object?> BalancedAccuracy(CaseReader c) => new() { ["value"] = LabelReport.Of(c.Confusion()).BalancedAccuracy };

    internal static Dictionary<string, object?> ClassificationReport(CaseReader c)
    {
        var table = c.Confusion();
        var report = LabelReport.Of(table, c.Level);
        return new()
        {
            ["per_class"] = report.Labels.Select(l => new Dictionary<string, object?>
            {
                ["label"] = l.Label,
                ["precision"] = l.Precision,
                ["recall"] = l.Recall,
                ["f1"] = l.F1,
                ["support"] = l.Support,
                ["predicted"] = l.Predicted,
            }).ToArray(),
            ["precision"] = report.Labels.Select(l => l.Precision).ToArray(),
            ["recall"] = report.Labels.Select(l => l.Recall).ToArray(),
            ["f1"] = report.Labels.Select(l => l.F1).ToArray(),
            ["macro_f1"] = report.MacroF1,
            ["macro_f1_delta_se"] = report.MacroF1StandardError,
            ["classes_in_macro"] = report.LabelsInMacro,
            ["macro_precision"] = Mean(report.Labels.Select(l => l.Precision)),
            ["macro_recall"] = Mean(report.Labels.Select(l => l.Recall)),
            ["micro_f1"] = report.MicroF1,
            ["accuracy"] = report.MicroF1,
            ["weighted_f1"] = report.WeightedF1,
            ["balanced_accuracy"] = report.BalancedAccuracy,
        };
    }

    internal static Dictionary<string, object?> PerClassIntervals(CaseReader c)
    {
        var table = c.Confusion();
        var method = c.OptionText("ci") ?? c.OptionText("method") ?? "wilson";
        object? Ci(double hits, double of) => Pair(BinomialInterval.Named(method, hits, of, c.Level));
        var labels = Enumerable.Range(0, table.Size).ToArray();
        var precision = labels.Select(k => Ci(table[k, k], table.Column(k))).ToArray();
        var recall = labels.Select(k => Ci(table[k, k], table.Row(k))).ToArray();
        return new()
        {
            ["intervals"] = labels.Select(k => new Dictionary<string, object?>
            { ["label"] = table.Labels[k], ["precision_ci"] = precision[k], ["recall_ci"] = recall[k] }).ToArray(),
            ["precision_ci_flat"] = Flat(precision),
            ["recall_ci_flat"] = Flat(recall),
        };

        // An interval that is not defined is left out of the flattened duplicate.
        static double[] Flat(object?[] intervals) =>
            [.. intervals.SelectMany(i => i is double?[] pair ? pair.Select(v => v ?? 0) : [])];
    }

    internal static Dictionary<string, object?> BinomialIntervals(CaseReader c)
    {
        double x = c.Number("successes"), n = c.Number("trials");
        var result = new Dictionary<string, object?> { ["value"] = n > 0 ? x / n : null, ["proportion"] = n > 0 ? x / n : null };
        foreach (var (key, method) in new[]
        {
            ("wilson", "wilson"), ("clopper", "exact"), ("clopper_pearson", "exact"), ("exact", "exact"), ("beta", "exact"), ("agresti_coull", "agresti_coull"),
            ("agresti", "agresti_coull"), ("jeffreys", "jeffreys"), ("wald", "wald"), ("normal", "wald"), ("ci", c.OptionText("ci") ?? c.OptionText("method") ?? "wilson"),
        })
        {
            var interval = BinomialInterval.Named(method, x, n, c.Level);
            (result[key + "_lower"], result[key + "_upper"]) = (interval.Low, interval.High);
        }
        return result;
    }

    /// <summary>The whole way of a report: reference, pairing, missing labels, both tables.</summary>
    internal static Dictionary<string, object?> WithMissing(CaseReader c)
    {
        var labels = c.Names("labels");
        var gold = c.Names("gold");
        var machine = c.List("llm");
        if (gold.Length != machine.Length) throw new ReferenceFileException("gold and llm differ in length.");
        var humans = gold.Select((g, i) => new HumanCode($"{i}", "coder", new Dictionary<string, string> { ["d"] = labels[CaseReader.IndexOf(labels, g)] }));
        // A null, or a label outside the declared ones, is no answer.
        var answers = machine.Select((v, i) => new MachineLabel(
            $"{i}", v.ValueKind != System.Text.Json.JsonValueKind.Null && labels.Contains(CaseReader.Name(v)) ? CaseReader.Name(v) : null));
        var request = new AgreementRequest([.. humans], [new DimensionInput("d") { Labels = labels, Machine = [.. answers] }]) { Resamples = 0, Level = c.Level };
        var whole = AgreementAnalysis.Run(request).Dimensions[0];
        var part = whole.AnsweredOnly ?? whole;
        return new()
        {
            ["coverage"] = whole.Coverage?.Value,
            ["n"] = whole.Items,
            ["n_answered"] = part.Items,
            ["agreement_all"] = whole.PercentAgreement?.Value,
            ["agreement_all_ci"] = Pair(new Interval(whole.PercentAgreement?.CiLow, whole.PercentAgreement?.CiHigh)),
            ["agreement_answered"] = part.PercentAgreement?.Value,
            ["agreement_answered_ci"] = Pair(new Interval(part.PercentAgreement?.CiLow, part.PercentAgreement?.CiHigh)),
            ["kappa_answered"] = part.CohenKappa?.Value,
            ["kappa_missing_as_category"] = whole.CohenKappa?.Value,
        };
    }

    internal static object? Pair(Interval interval) => interval.Low is null ? null : new[] { interval.Low, interval.High };

    internal static AgreementWeights Weights(CaseReader c, int? size = null)
    {
        if (c.OptionList("disagreement_matrix") is { } matrix)
            return AgreementWeights.FromDisagreement([.. matrix.EnumerateArray().Select(r => r.EnumerateArray().Select(CaseReader.Value).ToArray())]);
        if ((c.OptionList("weight_matrix") ?? c.OptionList("agreement_matrix") ?? c.OptionList("weights")) is { } own)
            return AgreementWeights.FromAgreement([.. own.EnumerateArray().Select(r => r.EnumerateArray().Select(CaseReader.Value).ToArray())]);
        var scores = c.OptionList("scores") is { } s ? s.EnumerateArray().Select(CaseReader.Value).ToArray() : null;
        return AgreementWeights.Named(c.OptionText("weights") ?? "none", size ?? c.List("matrix").Length, scores);
    }

    private static int? Categories(CaseReader c) => c.Option("categories") is { } q ? (int)q : null;

    private static double? Mean(IEnumerable<double?> values) => values.Where(v => v is not null).Average();

    private static Dictionary<string, object?> Figures(Coefficient x) => new()
    {
        ["value"] = x.Value,
        ["kappa"] = x.Value,
        ["po"] = x.Observed,
        ["pa"] = x.Observed,
        ["pe"] = x.Expected,
        ["se"] = x.StandardError,
        ["ci_lower"] = x.Low,
        ["ci_upper"] = x.High,
        ["se0"] = x.NullStandardError,
        ["z"] = x.Z,
        ["p_two_sided"] = x.P,
        ["p"] = x.P,
        ["reason"] = x.Reason,
    };
}
