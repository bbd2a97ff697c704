using System.Globalization;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Sentences that a policy analyst understands, from figures.</summary>
internal static class Sentences
{
    /// <summary>Without an interval of the difference: how close two kappas must be to be called "about as well".</summary>
    private const double AboutEqual = 0.05;

    /// <summary>An interval wider than this tells little.</summary>
    private const double Wide = 0.35;

    /// <summary>The verdict of a sample whose comments had unequal chances to be drawn: on the weighted figures, the plain ones being biased.</summary>
    internal static string Verdict(AgreementBlock block, WeightedBlock weighted, CeilingBlock? ceiling) => "weighted to the docket, " + Verdict(
        block with
        {
            PercentAgreement = new Figure(weighted.PercentAgreement, null, null, null, null),
            CohenKappa = new Figure(weighted.CohenKappa, null, weighted.CohenKappaCiLow, weighted.CohenKappaCiHigh, "linearised"),
        },
        ceiling, false);

    internal static string Verdict(AgreementBlock block, CeilingBlock? ceiling, bool amongCoders)
    {
        if (block.Items == 0) return "No comment has both a human and a machine label: nothing can be said yet.";
        var who = amongCoders ? "the coders agree" : "the labels agree with the coders";
        var share = $"{Percent(block.PercentAgreement?.Value)} of {Count(block.Items, "comment")}";
        if (block.CohenKappa?.Value is not { } kappa)
            return $"Kappa cannot be given because only one label was used; {who} on {share}, which says nothing about telling labels apart.";
        var interval = block.CohenKappa is { CiLow: { } low, CiHigh: { } high } ? $" ({Two(low)}{(low < 0 ? " to " : "–")}{Two(high)})" : "";
        if (!amongCoders && ceiling?.MeanPairwiseKappa is { } human)
            return $"kappa {Two(kappa)}{interval}: the labels agree with the coders {Against(ceiling, kappa, human)}.";
        var lowest = block.CohenKappa.CiLow ?? kappa;
        var chance = block.PercentAgreement?.Value is { } same && kappa < 1 ? (same - kappa) / (1 - kappa) : (double?)null;
        var seen = chance is > 0 ? $"{share}, where chance alone would give {Percent(chance)}" : share;
        return lowest switch
        {
            >= 0.8 => $"kappa {Two(kappa)}{interval}: {who} closely ({seen}).",
            >= 0.6 => $"kappa {Two(kappa)}{interval}: {who} well, though not closely enough to go unchecked ({seen}).",
            > 0 when block.CohenKappa.CiHigh - lowest > Wide =>
                $"kappa {Two(kappa)}{interval}: {who} better than chance ({seen}), but the interval is too wide to say how much better: "
                + $"more coded comments{(block.CohenKappa.Method == "family bootstrap" ? " with other texts" : "")} would tell.",
            > 0 when kappa >= 0.6 => $"kappa {Two(kappa)}{interval}: {who} fairly well, though not closely enough to go unchecked ({seen}).",
            > 0 => $"kappa {Two(kappa)}{interval}: {who} better than chance ({seen}), but too little to rely on a label without reading the comment.",
            _ => $"kappa {Two(kappa)}{interval}: {who} on {seen}; that they agree no better than chance cannot be ruled out.",
        };
    }

    /// <summary>A count with its noun: "1 comment", "1,204 comments".</summary>
    internal static string Count(int n, string noun) => $"{n.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(n == 1 ? "" : "s")}";

    /// <summary>The machine beside the coders among themselves. "Better" and "less well" only where the interval of the difference leaves out 0.</summary>
    private static string Against(CeilingBlock ceiling, double kappa, double human)
    {
        if (ceiling.MachineMeanKappa is not { } machine)
            return $"{(kappa >= human + AboutEqual ? "better than" : kappa > human - AboutEqual ? "about as well as" : "less well than")} the coders with each other ({Two(human)})";
        var means = $"{Two(machine)} against {Two(human)}, coder by coder";
        if (ceiling.DifferenceFigure is not { CiLow: { } low, CiHigh: { } high })
            return $"{(machine >= human + AboutEqual ? "better than" : machine > human - AboutEqual ? "about as well as" : "less well than")} the coders with each other ({means})";
        var range = $"{means}; difference {Signed(low)} to {Signed(high)}";
        return low > 0 ? $"better than the coders with each other ({range})"
            : high < 0 ? $"less well than the coders with each other ({range})"
            : high - low <= Wide ? $"about as well as the coders with each other ({range})"
            : $"and the coders with each other too variously to say which do better ({range})";
    }

    internal static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    internal static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    internal static string P(double p) => p < 0.001 ? "p < 0.001" : $"p = {p.ToString("0.000", CultureInfo.InvariantCulture)}";

    internal static string Percent(double? value) => value is { } v ? $"{(100 * v).ToString("0.#", CultureInfo.InvariantCulture)} %" : "an unknown share";
}
