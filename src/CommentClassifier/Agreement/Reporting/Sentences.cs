using System.Globalization;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Sentences that a policy analyst understands, from figures.</summary>
internal static class Sentences
{
    /// <summary>How close two kappas must be to be called "about as well".</summary>
    private const double AboutEqual = 0.05;

    internal static string Verdict(AgreementBlock block, CeilingBlock? ceiling, bool amongCoders)
    {
        if (block.Items == 0) return "No comment has both a human and a machine label: nothing can be said yet.";
        var who = amongCoders ? "the coders agree" : "the labels agree with the coders";
        var share = $"{Percent(block.PercentAgreement?.Value)} of {block.Items} comments";
        if (block.CohenKappa?.Value is not { } kappa)
            return $"Kappa cannot be given because only one label was used; {who} on {share}, which says nothing about telling labels apart.";
        var interval = block.CohenKappa is { CiLow: { } low, CiHigh: { } high } ? $" ({Two(low)}{(low < 0 ? " to " : "–")}{Two(high)})" : "";
        if (!amongCoders && ceiling?.MeanPairwiseKappa is { } human)
        {
            var reach = ceiling.MachineMeanKappa ?? kappa;
            var comparison = reach >= human + AboutEqual ? "better than" : reach > human - AboutEqual ? "about as well as" : "less well than";
            return $"kappa {Two(kappa)}{interval}: the labels agree with the coders {comparison} the coders with each other"
                + (ceiling.MachineMeanKappa is { } machine ? $" ({Two(machine)} against {Two(human)}, coder by coder)." : $" ({Two(human)}).");
        }
        var lowest = block.CohenKappa.CiLow ?? kappa;
        var strength = lowest switch
        {
            >= 0.8 => "closely, well beyond chance",
            >= 0.6 => "well beyond chance, though not closely enough to skip checking",
            > 0.2 => "beyond chance, with many disagreements",
            > 0 => "only a little beyond chance",
            _ => "no better than chance can be ruled out",
        };
        return lowest > 0
            ? $"kappa {Two(kappa)}{interval}: {who} {strength} ({share})."
            : $"kappa {Two(kappa)}{interval}: {strength}; {who} on {share}.";
    }

    internal static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    internal static string Signed(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    internal static string P(double p) => p < 0.001 ? "p < 0.001" : $"p = {p.ToString("0.000", CultureInfo.InvariantCulture)}";

    internal static string Percent(double? value) => value is { } v ? $"{(100 * v).ToString("0.#", CultureInfo.InvariantCulture)} %" : "an unknown share";
}
