using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Comparison;

/// <summary>
/// Difference of two paired shares p_A - p_B from the 2 x 2 table [[both right, A only], [B only, neither]] with three intervals:
/// Wald, Newcombe 1998b method 10 (square and add, phi with n/2 continuity), Tango 1998 (score; preferred). n = 0: nulls.
/// </summary>
public sealed record PairedProportions(double? Difference, Interval Wald, Interval Newcombe, Interval Tango)
{
    /// <summary>a both right, b A only, c B only, d neither.</summary>
    public static PairedProportions Of(double a, double b, double c, double d, double level = 0.95)
    {
        var n = a + b + c + d;
        if (n <= 0) return new PairedProportions(null, Interval.None, Interval.None, Interval.None);
        var z = NormalInterval.Quantile(level);
        var difference = (b - c) / n;
        var half = z * Math.Sqrt(Math.Max(0, b + c - (b - c) * (b - c) / n)) / n;
        return new PairedProportions(
            difference, new Interval(difference - half, difference + half), NewcombeInterval(a, b, c, d, level),
            new Interval(TangoBound(b, c, n, z, -1, difference), TangoBound(b, c, n, -z, difference, 1)));
    }

    private static Interval NewcombeInterval(double a, double b, double c, double d, double level)
    {
        var n = a + b + c + d;
        double p1 = (a + b) / n, p2 = (a + c) / n;
        var first = BinomialInterval.Wilson(a + b, n, level);
        var second = BinomialInterval.Wilson(a + c, n, level);
        var margins = (a + b) * (c + d) * (a + c) * (b + d);
        var determinant = a * d - b * c;
        var numerator = determinant > n / 2 ? determinant - n / 2 : Math.Min(determinant, 0);
        var phi = margins > 0 ? numerator / Math.Sqrt(margins) : 0;
        double Add(double x, double y) => Math.Sqrt(Math.Max(0, x * x - 2 * phi * x * y + y * y));
        return new Interval(
            p1 - p2 - Add(p1 - first.Low!.Value, second.High!.Value - p2),
            p1 - p2 + Add(first.High!.Value - p1, p2 - second.Low!.Value));
    }

    /// <summary>The score falls as the hypothesised difference grows; the bound is where it meets the quantile.</summary>
    private static double TangoBound(double b, double c, double n, double z, double low, double high)
    {
        for (var step = 0; step < 200; step++)
        {
            var middle = (low + high) / 2;
            if (Score(middle) > z) low = middle;
            else high = middle;
        }
        return (low + high) / 2;

        double Score(double delta)
        {
            double A = 2 * n, B = -b - c + (2 * n - b + c) * delta, C = -c * delta * (1 - delta);
            var q21 = (Math.Sqrt(Math.Max(0, B * B - 4 * A * C)) - B) / (2 * A);
            var variance = n * (2 * q21 + delta * (1 - delta));
            var gap = b - c - n * delta;
            return variance <= 0 ? gap > 0 ? double.PositiveInfinity : gap < 0 ? double.NegativeInfinity : 0 : gap / Math.Sqrt(variance);
        }
    }
}
