using CommentClassifier.Agreement.Comparison;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Reference cases on two or more sets of labels of the same items.</summary>
internal static class ComparisonCases
{
    internal static Dictionary<string, object?> McNemar(CaseReader c)
    {
        var t = c.Table("table");
        var x = Comparison.McNemar.Of(t[0][1], t[1][0]);
        return new()
        {
            ["exact_p"] = x.ExactP,
            ["mid_p"] = x.MidP,
            ["chi2"] = x.ChiSquare,
            ["asymptotic_p"] = x.AsymptoticP,
            ["cc_chi2"] = x.CorrectedChiSquare,
            ["cc_p"] = x.CorrectedP,
            ["b"] = x.B,
            ["c"] = x.C,
        };
    }

    internal static Dictionary<string, object?> PairedProportions(CaseReader c)
    {
        var t = c.Table("table");
        var x = Comparison.PairedProportions.Of(t[0][0], t[0][1], t[1][0], t[1][1], c.Level);
        return new()
        {
            ["difference"] = x.Difference,
            ["wald"] = TableCases.Pair(x.Wald),
            ["newcombe"] = TableCases.Pair(x.Newcombe),
            ["tango"] = TableCases.Pair(x.Tango),
        };
    }

    internal static Dictionary<string, object?> StuartMaxwell(CaseReader c) => Test("stuart_maxwell", MarginalTests.StuartMaxwell(c.Confusion()));

    internal static Dictionary<string, object?> Bhapkar(CaseReader c) => Test("bhapkar", MarginalTests.Bhapkar(c.Confusion()));

    internal static Dictionary<string, object?> Bowker(CaseReader c) => Test("bowker", MarginalTests.Bowker(c.Confusion()));

    internal static Dictionary<string, object?> CochranQ(CaseReader c) =>
        Test("q", MarginalTests.CochranQ([.. c.List("correct").Select(row => row.EnumerateArray().Select(v => CaseReader.Value(v) != 0).ToArray())]));

    internal static Dictionary<string, object?> MultipleTesting(CaseReader c)
    {
        var p = c.NumbersOrNull("p");
        return new()
        {
            ["bonferroni"] = Comparison.MultipleTesting.Bonferroni(p),
            ["holm"] = Comparison.MultipleTesting.Holm(p),
            ["bh"] = Comparison.MultipleTesting.BenjaminiHochberg(p),
            ["by"] = Comparison.MultipleTesting.BenjaminiYekutieli(p),
        };
    }

    internal static Dictionary<string, object?> PairedDelta(CaseReader c)
    {
        var joint = Joint(c);
        var result = new Dictionary<string, object?>();
        var sign = Direction(c);
        foreach (var (name, x) in new[]
        {
            ("kappa", Comparison.PairedDelta.Kappa(joint, c.Level)), ("macro_f1", Comparison.PairedDelta.MacroF1(joint, c.Level)),
            ("accuracy", Comparison.PairedDelta.Accuracy(joint, c.Level)),
        })
        {
            (result[name + "_a"], result[name + "_b"]) = (x.A, x.B);
            (result[name + "_difference"], result[name + "_difference_se"]) = (sign * x.Difference, x.StandardError);
            result[name + "_difference_ci"] = x.Interval.Low is null ? null
                : sign > 0 ? new[] { x.Interval.Low, x.Interval.High } : [-x.Interval.High, -x.Interval.Low];
        }
        return result;
    }

    /// <summary>1 for B - A (the default), -1 for A - B.</summary>
    internal static int Direction(CaseReader c) =>
        (c.OptionText("direction") ?? "B - A").Replace(" ", "", StringComparison.Ordinal).StartsWith("A-B", StringComparison.OrdinalIgnoreCase) ? -1 : 1;

    internal static JointTable Joint(CaseReader c)
    {
        var labels = c.Names("labels");
        int Index(string name) => CaseReader.IndexOf(labels, name);
        if (!c.HasData("cells"))
            return JointTable.From(labels, [.. c.Names("gold").Select(Index)], [.. c.Names("a").Select(Index)], [.. c.Names("b").Select(Index)]);
        var cells = new double[labels.Length * labels.Length * labels.Length];
        foreach (var cell in c.List("cells"))
        {
            int At(string name) => Index(CaseReader.Name(cell.GetProperty(name)));
            cells[(At("gold") * labels.Length + At("a")) * labels.Length + At("b")] += CaseReader.Value(cell.GetProperty("count"));
        }
        return new JointTable(labels, cells);
    }

    private static Dictionary<string, object?> Test(string name, ChiSquareTest test) => new()
    {
        [name] = test.Statistic,
        ["statistic"] = test.Statistic,
        ["df"] = test.Df,
        ["p"] = test.P,
    };
}
