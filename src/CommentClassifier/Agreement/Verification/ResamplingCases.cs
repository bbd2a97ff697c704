using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Comparison;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Reference cases on resampling. Seeded, so that a run of the file always gives the same answer.</summary>
internal static class ResamplingCases
{
    private const ulong Seed = 20_261_123;
    private const int Resamples = 40_000;

    internal static Dictionary<string, object?> PairedBootstrap(CaseReader c)
    {
        var joint = ComparisonCases.Joint(c);
        var drawn = PairedResampling.Differences(joint, ResamplingUnits.FromCells(joint.Cells), Resamples, Seed);
        var result = new Dictionary<string, object?>();
        var sign = ComparisonCases.Direction(c);
        foreach (var (name, values) in new[] { ("kappa", drawn[0]), ("macro_f1", drawn[1]), ("accuracy", drawn[2]) })
            Add(result, $"{name}_difference_ci", $"{name}_difference_sd", [.. values.Select(v => sign * v)], c.Level);
        return result;
    }

    internal static Dictionary<string, object?> Permutation(CaseReader c)
    {
        var joint = ComparisonCases.Joint(c);
        var test = PairedResampling.Permute(joint, (int)c.ParameterOr("permutations", 100_000), Seed, 20);
        var sign = ComparisonCases.Direction(c);
        return new()
        {
            ["accuracy_difference"] = sign * test.Observed.Accuracy,
            ["macro_f1_difference"] = sign * test.Observed.MacroF1,
            ["kappa_difference"] = sign * test.Observed.Kappa,
            ["accuracy_p"] = test.AccuracyP,
            ["macro_f1_p"] = test.MacroF1P,
            ["kappa_p"] = test.KappaP,
            ["permutations"] = test.Permutations,
        };
    }

    internal static Dictionary<string, object?> TableBootstrap(CaseReader c)
    {
        var table = c.Confusion();
        var figures = TableFigures.Of(table.Size, table.Size);
        var drawn = Bootstrap.Run(ResamplingUnits.FromCells(table.Cells), figures.Count, Resamples, Seed, figures.Compute);
        var result = new Dictionary<string, object?>();
        foreach (var (name, index) in new[]
        {
            ("kappa", TableFigures.Kappa), ("alpha_nominal", TableFigures.Alpha), ("macro_f1", TableFigures.MacroF1), ("scott_pi", TableFigures.Pi),
            ("gwet_ac1", TableFigures.Ac1), ("mcc", TableFigures.Mcc), ("accuracy", TableFigures.Accuracy), ("percent_agreement", TableFigures.Accuracy),
        })
            Add(result, $"{name}_ci", $"{name}_bootstrap_sd", drawn[index], c.Level);
        return result;
    }

    internal static Dictionary<string, object?> AlphaBootstrap(CaseReader c)
    {
        var codes = CoderCases.Counts(c);
        var (metric, scores) = (CoderCases.Metric(c), CoderCases.Scores(c, codes.Labels));
        var alpha = KrippendorffAlpha.Of(codes, metric, scores);
        var summary = BootstrapSummary.Of(AlphaBootstrapping.Run(codes, Resamples / 4, Seed, metric, scores), c.Level);
        return new()
        {
            ["alpha"] = alpha.Value,
            ["value"] = alpha.Value,
            ["ci"] = summary.Low is null ? null : new[] { summary.Low, summary.High },
            ["sd"] = summary.StandardDeviation,
            ["undefined_fraction"] = summary.UndefinedShare,
        };
    }

    private static void Add(Dictionary<string, object?> result, string ci, string sd, double[] values, double level)
    {
        var summary = BootstrapSummary.Of(values, level);
        result[ci] = summary.Low is null ? null : new[] { summary.Low, summary.High };
        result[sd] = summary.StandardDeviation;
        result[ci.Replace("_ci", "_undefined_fraction", StringComparison.Ordinal)] = summary.UndefinedShare;
    }
}
