using CommentClassifier.Agreement.Calibration;

namespace CommentClassifier.Agreement.Verification;

/// <summary>Reference cases on stated confidences and probabilities.</summary>
internal static class CalibrationCases
{
    internal static Dictionary<string, object?> Brier(CaseReader c)
    {
        if (c.HasData("labels"))
        {
            var (p, gold) = Classes(c);
            var value = BrierScore.OfClasses(p, gold);
            var form = c.OptionText("form") ?? "";
            return new() { ["value"] = form.Contains("half", StringComparison.OrdinalIgnoreCase) || form.Contains("/2", StringComparison.Ordinal) ? value / 2 : value };
        }
        var score = BrierScore.Of(c.Numbers(c.HasData("p") ? "p" : "confidence"), c.Flags(c.HasData("y") ? "y" : "correct"));
        return new()
        {
            ["value"] = score.Score,
            ["brier"] = score.Score,
            ["reliability"] = score.Reliability,
            ["resolution"] = score.Resolution,
            ["uncertainty"] = score.Uncertainty,
        };
    }

    internal static Dictionary<string, object?> LogLoss(CaseReader c)
    {
        var (p, gold) = Classes(c);
        return new() { ["value"] = BrierScore.LogLoss(p, gold) };
    }

    internal static Dictionary<string, object?> Reliability(CaseReader c)
    {
        var (confidence, correct) = Confidences(c);
        var x = Bins(c, confidence, correct);
        return new()
        {
            ["fraction_positive"] = x.Bins.Select(b => b.ShareCorrect).ToArray(),
            ["mean_predicted"] = x.Bins.Select(b => b.MeanConfidence).ToArray(),
            ["counts"] = x.Bins.Select(b => b.Items).ToArray(),
            ["ece"] = x.Ece,
            ["mce"] = x.Mce,
            ["rmsce"] = x.Rmsce,
            ["value"] = x.Ece,
        };
    }

    internal static Dictionary<string, object?> Summary(CaseReader c)
    {
        var (confidence, correct) = Confidences(c);
        var bins = Bins(c, confidence, correct);
        var brier = BrierScore.Of(confidence, correct);
        return new()
        {
            ["ece"] = bins.Ece,
            ["mce"] = bins.Mce,
            ["rmsce"] = bins.Rmsce,
            ["brier"] = brier.Score,
            ["reliability"] = brier.Reliability,
            ["resolution"] = brier.Resolution,
            ["uncertainty"] = brier.Uncertainty,
            ["accuracy"] = brier.Accuracy,
            ["mean_confidence"] = brier.MeanConfidence,
            ["overconfidence"] = brier.Overconfidence,
        };
    }

    private static Reliability Bins(CaseReader c, double[] confidence, bool[] correct)
    {
        var text = $"{c.OptionText("edges")} {c.OptionText("strategy")}".ToLowerInvariant();
        var edges = text.Contains("left-closed", StringComparison.Ordinal) || text.Contains("[a,b)", StringComparison.Ordinal) ? BinEdges.LeftClosed
            : text.Contains("quantile", StringComparison.Ordinal) || text.Contains("equal mass", StringComparison.Ordinal)
                || text.Contains("equal count", StringComparison.Ordinal) ? BinEdges.EqualCount : BinEdges.RightClosed;
        var cuts = c.OptionList("edges") is { } own ? own.EnumerateArray().Select(CaseReader.Value).ToArray() : null;
        return Calibration.Reliability.Of(confidence, correct, (int)c.ParameterOr("bins", 10), edges, cuts);
    }

    private static (double[] Confidence, bool[] Correct) Confidences(CaseReader c) =>
        (c.Numbers(c.HasData("confidence") ? "confidence" : "p"), c.Flags(c.HasData("correct") ? "correct" : "y"));

    private static (IReadOnlyList<IReadOnlyList<double>> P, int[] Gold) Classes(CaseReader c)
    {
        if (!c.HasData("labels"))
            return ([.. c.Numbers("p").Select(p => (double[])[1 - p, p])], [.. c.Flags("y").Select(y => y ? 1 : 0)]);
        var labels = c.Names("labels");
        var gold = c.Names("gold").Select(name => CaseReader.IndexOf(labels, name)).ToArray();
        var rows = c.List("p").Select(row => row.ValueKind == System.Text.Json.JsonValueKind.Array
            ? row.EnumerateArray().Select(CaseReader.Value).ToArray()
            : [1 - CaseReader.Value(row), CaseReader.Value(row)]).ToArray();
        return (rows, gold);
    }
}
