using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Comparison;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Tests on the table of reference and machine: a shift of shares, and agreement against chance.</summary>
internal static class ShiftBuilder
{
    private const double Alpha = 0.05;

    /// <summary>Null when no item was answered.</summary>
    internal static ShareShift? Build(ComparedItems items, List<string> warnings)
    {
        var answered = Enumerable.Range(0, items.Gold.Length).Where(i => items.Predicted[i] < items.Labels.Length).ToArray();
        if (answered.Length == 0) return null;
        var shift = items.Clustered ? OfFamilies(items, answered) : OfItems(items, answered);
        if (shift.StuartMaxwell.P is <= Alpha)
            warnings.Add($"The machine uses the labels in other shares than the coders do (Stuart-Maxwell {Sentences.P(shift.StuartMaxwell.P.Value)}): its counts alone mislead about the docket; correct them with a random sample.");
        return shift;
    }

    internal static ChanceTest Chance(ComparedItems items)
    {
        var kappa = CohenKappa.Of(TableOf(items.TableLabels(items.Missing > 0), items, Enumerable.Range(0, items.Gold.Length)));
        return new ChanceTest(kappa.NullStandardError, kappa.Z, kappa.P);
    }

    private static ShareShift OfItems(ComparedItems items, int[] answered)
    {
        var table = TableOf(items.Labels, items, answered);
        return new ShareShift(
            Of(MarginalTests.StuartMaxwell(table)), Of(MarginalTests.Bhapkar(table)), Of(MarginalTests.Bowker(table)), "comments are independent");
    }

    private static ShareShift OfFamilies(ComparedItems items, int[] answered)
    {
        var families = answered.GroupBy(i => items.Families[i] ?? $"\u001F{i}", StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<(int, int)>)[.. g.Select(i => (items.Gold[i], items.Predicted[i]))]);
        return new ShareShift(Of(MarginalTests.StuartMaxwellOfFamilies(items.Labels.Length, families)), null, null, "families of identical texts are independent");
    }

    internal static ShiftTest Of(ChiSquareTest test) => new(test.Statistic, test.Df, test.P);

    private static ConfusionMatrix TableOf(string[] labels, ComparedItems items, IEnumerable<int> among)
    {
        var cells = new double[labels.Length * labels.Length];
        foreach (var i in among) cells[items.Gold[i] * labels.Length + items.Predicted[i]]++;
        return new ConfusionMatrix(labels, cells);
    }
}
