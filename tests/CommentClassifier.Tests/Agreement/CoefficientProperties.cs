using CommentClassifier.Agreement;
using CommentClassifier.Agreement.Coefficients;
using CommentClassifier.Agreement.Comparison;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MathNet.Numerics.Distributions;

namespace CommentClassifier.Tests.Agreement;

public sealed record Table(int Size, int[] Cells)
{
    public ConfusionMatrix Matrix => new([.. Enumerable.Range(0, Size).Select(i => $"l{i}")], [.. Cells.Select(c => (double)c)]);
}

public static class Tables
{
    public static Arbitrary<Table> Any() => Arb.From(
        from size in Gen.Choose(2, 5)
        from cells in Gen.Frequency((3, Gen.Choose(0, 30)), (1, Gen.Constant(0))).ArrayOf(size * size)
        select new Table(size, cells));
}

[Properties(Arbitrary = [typeof(Tables)], MaxTest = 200)]
public sealed class CoefficientProperties
{
    [Property]
    public bool Kappa_is_the_same_for_the_transposed_table(Table table) =>
        Same(CohenKappa.Of(table.Matrix), CohenKappa.Of(table.Matrix.Transposed()));

    [Property]
    public bool Relabelling_changes_no_nominal_coefficient(Table table)
    {
        var turned = new double[table.Cells.Length];
        for (var i = 0; i < table.Size; i++)
            for (var j = 0; j < table.Size; j++)
                turned[(i + 1) % table.Size * table.Size + (j + 1) % table.Size] = table.Cells[i * table.Size + j];
        var (a, b) = (table.Matrix, new ConfusionMatrix(table.Matrix.Labels, turned));
        return Same(CohenKappa.Of(a), CohenKappa.Of(b)) && Same(ChanceCorrected.ScottPi(a), ChanceCorrected.ScottPi(b))
            && Same(ChanceCorrected.GwetAc(a), ChanceCorrected.GwetAc(b)) && Near(MatthewsCorrelation.Of(a), MatthewsCorrelation.Of(b))
            && Near(KrippendorffAlpha.Of(a).Value, KrippendorffAlpha.Of(b).Value) && Near(LabelReport.Of(a).MacroF1, LabelReport.Of(b).MacroF1);
    }

    [Property]
    public bool Alpha_of_a_table_is_alpha_of_its_unrolled_items(Table table) =>
        Near(KrippendorffAlpha.Of(table.Matrix, AlphaMetric.Ordinal).Value, KrippendorffAlpha.Of(CodeCounts.FromTable(table.Matrix), AlphaMetric.Ordinal).Value);

    [Property]
    public bool McNemars_exact_p_is_the_binomial_tests(byte b, byte c)
    {
        if (b + c == 0) return McNemar.Of(b, c).ExactP == 1;
        var binomial = new Binomial(0.5, b + c);
        var p = Math.Min(1, 2 * binomial.CumulativeDistribution(Math.Min(b, c)));
        return Math.Abs(McNemar.Of(b, c).ExactP - p) < 1e-9;
    }

    [Property]
    public bool Bhapkar_is_the_stuart_maxwell_statistic_over_what_is_left_of_n(Table table)
    {
        var (x, n) = (MarginalTests.StuartMaxwell(table.Matrix).Statistic, table.Matrix.Total);
        var bhapkar = MarginalTests.Bhapkar(table.Matrix).Statistic;
        return x is null || bhapkar is null || Math.Abs(bhapkar.Value - x.Value / (1 - x.Value / n)) <= 1e-9 * Math.Abs(bhapkar.Value) + 1e-12;
    }

    [Property]
    public bool Undefined_is_null_and_never_NaN(Table table)
    {
        var m = table.Matrix;
        double?[] figures = [CohenKappa.Of(m).Value, CohenKappa.Of(m).StandardError, ChanceCorrected.ScottPi(m).Value, ChanceCorrected.GwetAc(m).Value,
            MatthewsCorrelation.Of(m), KrippendorffAlpha.Of(m).Value, LabelReport.Of(m).MacroF1, LabelReport.Of(m).MacroF1StandardError,
            MarginalTests.StuartMaxwell(m).Statistic, MarginalTests.StuartMaxwell(m).P];
        return figures.All(f => f is null || double.IsFinite(f.Value));
    }

    [Property]
    public bool Holm_is_between_the_raw_p_and_bonferroni(NormalFloat[] raw)
    {
        var p = raw.Select(x => (double?)Math.Abs(Math.Sin(x.Get))).ToArray();
        var (holm, bonferroni) = (MultipleTesting.Holm(p), MultipleTesting.Bonferroni(p));
        return Enumerable.Range(0, p.Length).All(i => holm[i] >= p[i] - 1e-15 && holm[i] <= bonferroni[i] + 1e-12);
    }

    private static bool Same(Coefficient a, Coefficient b) => Near(a.Value, b.Value) && Near(a.StandardError, b.StandardError);

    private static bool Near(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < 1e-7;
}
