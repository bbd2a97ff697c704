namespace CommentClassifier.Agreement.Reporting;

/// <summary>The plain sentence on a pair of runs: is the difference real, and what would settle it.</summary>
internal static class PairSentence
{
    private const double Alpha = 0.05;

    internal static string Of(PairComparison pair, double? kappaA, double? kappaB, int items, int pairs)
    {
        if (items == 0) return "No coded comment: nothing can be compared.";
        if (pair.Flips.Count == 0) return $"{pair.A} and {pair.B} gave the same label to all {items} comments: they are indistinguishable here.";
        if (pair.DeltaKappa.Value is not { } delta || pair.PAdjusted is not { } p || kappaA is not { } a || kappaB is not { } b)
            return $"Kappa is undefined for {pair.A} or {pair.B} (one label only); look at the {Sentences.Count(pair.Flips.Count, "comment")} on which they differ.";
        var (better, worse) = delta >= 0 ? (pair.B, pair.A) : (pair.A, pair.B);
        var (high, low) = delta >= 0 ? (b, a) : (a, b);
        var bounds = pair.DeltaKappa is not { CiLow: { } from, CiHigh: { } to } ? ((double From, double To)?)null : delta >= 0 ? (from, to) : (-to, -from);
        var chance = Sentences.P(p) + (pairs > 1 ? $" after Holm's correction for {pairs} comparisons" : "");
        var test = (bounds is { } x ? $"95 % interval {Sentences.Two(x.From)} to {Sentences.Two(x.To)}, " : "") + chance;
        var kappas = $"kappa {Sentences.Two(high)} against {Sentences.Two(low)}, a difference of {Sentences.Two(Math.Abs(delta))} ({test})";
        if (p <= Alpha && bounds is not { From: <= 0 })
            return $"{better} agrees with the coders better than {worse}: {kappas}; chance alone would rarely make a difference this large.";
        if (p <= Alpha)
            return $"{better} may agree with the coders better than {worse}, but the evidence is thin: {kappas}; the interval reaches no difference. {Settle(pair)}.";
        // Neither is the better one: named and subtracted as in every table, the second less the first.
        var range = pair.DeltaKappa is { CiLow: { } low95, CiHigh: { } high95 } ? $"95 % interval {Sentences.Signed(low95)} to {Sentences.Signed(high95)}, " : "";
        return $"No difference between {pair.A} and {pair.B} is shown: kappa {Sentences.Two(a)} against {Sentences.Two(b)}, {pair.B} less {pair.A} {Sentences.Signed(delta)} ({range}{chance}), which chance alone could make. {Settle(pair)}.";
    }

    private static string Settle(PairComparison pair) => pair.MoreLabelsNeeded switch
    {
        null => "The two are right equally often, so more labels of this kind would not settle it",
        0 => "This many labels should show a difference of this size four times in five: take it as undecided",
        > 100_000 => "Settling it would take more labels than is sensible",
        var more => $"About {Rounded(more.Value)} more labels would show a difference of this size four times in five",
    };

    /// <summary>Two figures are enough for a plan, rounded up: 9,768 is about 9,800.</summary>
    private static string Rounded(int n)
    {
        var step = n < 100 ? 1 : (int)Math.Pow(10, Math.Floor(Math.Log10(n)) - 1);
        return ((n + step - 1) / step * step).ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
    }
}
