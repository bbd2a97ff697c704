using System.Text.Json;
using CommentClassifier.Agreement.Coders;
using CommentClassifier.Agreement.Coefficients;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Reference cases on several coders.</summary>
internal static class CoderCases
{
    internal static Dictionary<string, object?> Alpha(CaseReader c)
    {
        var metric = Metric(c);
        if (c.Kind == "confusion_matrix")
        {
            var table = c.Confusion();
            return Figures(KrippendorffAlpha.Of(table, metric, Scores(c, table.Labels)));
        }
        var codes = Counts(c);
        return Figures(KrippendorffAlpha.Of(codes, metric, Scores(c, codes.Labels)));

        static Dictionary<string, object?> Figures(KrippendorffAlpha alpha) => new()
        {
            ["value"] = alpha.Value,
            ["alpha"] = alpha.Value,
            ["units_used"] = alpha.UnitsUsed,
            ["pairable_values"] = alpha.PairableValues,
            ["reason"] = alpha.Reason,
        };
    }

    internal static AlphaMetric Metric(CaseReader c) => (c.OptionText("metric") ?? "nominal").ToLowerInvariant() switch
    {
        "nominal" => AlphaMetric.Nominal,
        "ordinal" => AlphaMetric.Ordinal,
        "interval" => AlphaMetric.Interval,
        "ratio" => AlphaMetric.Ratio,
        var other => throw new ReferenceFileException($"Unknown metric \"{other}\"; use nominal, ordinal, interval or ratio."),
    };

    internal static double[]? Scores(CaseReader c, IReadOnlyList<string> labels) =>
        c.OptionList("values") is { } values ? [.. values.EnumerateArray().Select(CaseReader.Value)] : CaseReader.Scores(labels);

    internal static Dictionary<string, object?> Coincidences(CaseReader c)
    {
        var o = KrippendorffAlpha.Coincidences(Counts(c));
        var k = o.GetLength(0);
        return new()
        {
            ["matrix"] = Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k).Select(j => o[i, j]).ToArray()).ToArray(),
            ["pairable_values"] = o.Cast<double>().Sum(),
        };
    }

    internal static Dictionary<string, object?> Fleiss(CaseReader c)
    {
        var x = FleissKappa.Of(Counts(c));
        return new()
        {
            ["kappa"] = x.Kappa,
            ["value"] = x.Kappa,
            ["po"] = x.Observed,
            ["pa"] = x.Observed,
            ["pe"] = x.Expected,
            ["per_category"] = x.PerLabel,
            ["se0"] = x.NullStandardError,
            ["z"] = x.Z,
            ["p_two_sided"] = x.P,
            ["p"] = x.P,
        };
    }

    internal static Dictionary<string, object?> GwetMulti(CaseReader c) => Multi(c, MultiRater.GwetAc);

    internal static Dictionary<string, object?> FleissMulti(CaseReader c) => Multi(c, MultiRater.Fleiss);

    internal static Dictionary<string, object?> BrennanPredigerMulti(CaseReader c) => Multi(c, MultiRater.BrennanPrediger);

    private static Dictionary<string, object?> Multi(CaseReader c, Func<CodeCounts, AgreementWeights?, double, MultiRaterCoefficient> of)
    {
        var codes = Counts(c);
        var x = of(codes, TableCases.Weights(c, codes.Labels.Count), c.Level);
        return new()
        {
            ["pa"] = x.Observed,
            ["pe"] = x.Expected,
            ["coefficient"] = x.Value,
            ["value"] = x.Value,
            ["se"] = x.StandardError,
            ["ci_lower_t"] = x.Low,
            ["ci_upper_t"] = x.High,
            ["ci_lower"] = x.Low,
            ["ci_upper"] = x.High,
        };
    }

    internal static Dictionary<string, object?> Ceiling(CaseReader c)
    {
        var labels = Labels(c);
        var machine = c.HasData("llm") ? c.List("llm").Select(v => Code(labels, v)).ToArray() : null;
        var x = HumanCeiling.Of(labels, Ratings(c, labels), machine);
        return new()
        {
            ["human_human_mean"] = x.HumanHumanMean,
            ["llm_human_mean"] = x.MachineHumanMean,
            ["difference"] = x.Difference,
            ["pairwise"] = x.Pairs.Select(p => p.Kappa).ToArray(),
            ["llm_each"] = x.MachineEach,
        };
    }

    internal static Dictionary<string, object?> DawidSkene(CaseReader c)
    {
        var classes = c.Names("classes");
        var items = c.List("items").Select(item => (IReadOnlyList<IReadOnlyList<int>>)[.. item.EnumerateArray().Select(Codes)]).ToArray();
        var x = Coders.DawidSkene.Of(items, classes.Length, c.Option("smoothing") ?? 0);
        var result = new Dictionary<string, object?>
        {
            ["class_marginals"] = x.ClassShares,
            ["log_likelihood"] = x.LogLikelihood,
            ["map_labels"] = x.MostProbable.Select(i => i < 0 ? null : (object)classes[i]).ToArray(),
            ["posterior"] = x.Posterior,
        };
        for (var coder = 0; coder < x.ErrorRates.Count; coder++) result[$"observer{coder + 1}_error_rates"] = x.ErrorRates[coder];
        return result;

        IReadOnlyList<int> Codes(JsonElement given) => given.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => [.. given.EnumerateArray().Where(v => v.ValueKind != JsonValueKind.Null).Select(v => CaseReader.IndexOf(classes, CaseReader.Name(v)))],
            _ => [CaseReader.IndexOf(classes, CaseReader.Name(given))],
        };
    }

    internal static Dictionary<string, object?> AltTest(CaseReader c)
    {
        var humans = c.Data("humans").EnumerateObject().ToDictionary(h => h.Name, h => Labelled(h.Value), StringComparer.Ordinal);
        var q = 0.05;
        if (c.OptionText("fdr") is { } fdr && fdr.LastIndexOf('=') is var at and >= 0)
            q = double.Parse(fdr[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var x = AlternativeTest.Of(
            humans, Labelled(c.Data("llm")), c.ParameterOr("epsilon", 0.2), c.ParameterOr("q", q),
            (int)c.ParameterOr("min_instances_per_human", 30), (int)c.ParameterOr("min_humans_per_instance", 2));
        return new()
        {
            ["winning_rate"] = x.WinningRate,
            ["advantage_probability"] = x.AdvantageProbability,
            ["p_values"] = x.PValues,
            ["annotators"] = x.Annotators,
        };

        static IReadOnlyDictionary<string, string> Labelled(JsonElement codes) => codes.EnumerateObject()
            .Where(v => v.Value.ValueKind != JsonValueKind.Null).ToDictionary(v => v.Name, v => CaseReader.Name(v.Value), StringComparer.Ordinal);
    }

    internal static CodeCounts Counts(CaseReader c)
    {
        if (c.HasData("counts"))
        {
            var counts = c.Table("counts");
            var names = c.HasData("categories") ? c.Names("categories") : [.. Enumerable.Range(1, counts.Length == 0 ? 0 : counts[0].Length).Select(i => $"c{i}")];
            return new CodeCounts(names, counts);
        }
        if (c.HasData("matrix")) return CodeCounts.FromTable(c.Confusion());
        var labels = Labels(c);
        return CodeCounts.FromRatings(labels, Ratings(c, labels));
    }

    private static string[] Labels(CaseReader c) =>
        c.OptionList("order") is { } order ? [.. order.EnumerateArray().Select(CaseReader.Name)]
        : c.HasData("categories") ? c.Names("categories") : c.Names("labels");

    private static IReadOnlyList<int?>[] Ratings(CaseReader c, string[] labels) =>
        [.. c.List("items_by_raters").Select(row => row.EnumerateArray().Select(v => Code(labels, v)).ToArray())];

    private static int? Code(string[] labels, JsonElement v) =>
        v.ValueKind == JsonValueKind.Null ? null : CaseReader.IndexOf(labels, CaseReader.Name(v));
}
