namespace CommentClassifier.Agreement.Reporting;

/// <summary>The plain sentence on a pair of runs: is the difference real, and what would settle it.</summary>
internal static class PairSentence
{
    private const double Alpha = 0.05;

    internal static string Of(PairComparison pair, int items, int runs)
    {
        if (items == 0) return "No coded comment: nothing can be compared.";
        if (pair.Flips.Count == 0) return $"{pair.A} and {pair.B} gave the same label to all {items} comments: they are indistinguishable here.";
        if (pair.DeltaKappa.Value is not { } delta || pair.PAdjusted is not { } p)
            return $"Kappa is undefined for {pair.A} or {pair.B} (one label only); look at the {pair.Flips.Count} comments on which they differ.";
        var interval = pair.DeltaKappa is { CiLow: { } low, CiHigh: { } high } ? $" ({Sentences.Signed(low)} to {Sentences.Signed(high)})" : "";
        var adjusted = runs > 2 ? $", {Sentences.P(p)} after Holm" : $", {Sentences.P(p)}";
        if (p <= Alpha)
        {
            var (better, worse) = delta > 0 ? (pair.B, pair.A) : (pair.A, pair.B);
            return $"{better} agrees with the coders better than {worse}: kappa {Sentences.Signed(Math.Abs(delta))}"
                + $" (B - A {Sentences.Signed(delta)}{interval}{adjusted}); the difference is real beyond chance.";
        }
        var settle = pair.MoreLabelsNeeded switch
        {
            null => "the two are right equally often, so more labels of this kind would not settle it",
            0 => "this many labels should show a difference of this size four times in five; treat it as undecided",
            > 100_000 => "settling it would take more labels than is sensible",
            var more => $"about {more} more labels would settle a difference of this size (80 % power)",
        };
        return $"No real difference between {pair.A} and {pair.B} can be shown: kappa B - A {Sentences.Signed(delta)}{interval}{adjusted}; {settle}.";
    }
}
