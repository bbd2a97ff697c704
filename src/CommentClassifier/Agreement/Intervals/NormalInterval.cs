using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CommentClassifier.Agreement.Intervals;

/// <summary>An interval; null bounds where it is undefined.</summary>
public sealed record Interval(double? Low, double? High)
{
    /// <summary>No interval can be given.</summary>
    public static Interval None { get; } = new(null, null);
}

/// <summary>Normal-theory intervals and tails; chi-square tails by the upper incomplete gamma, exact far out.</summary>
public static class NormalInterval
{
    /// <summary>The two-sided normal quantile z of a confidence level in (0,1); 1.96 at 0.95.</summary>
    public static double Quantile(double level)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies between 0 and 1.");
        return Normal.InvCDF(0, 1, 0.5 + level / 2);
    }

    /// <summary>value -+ z se.</summary>
    public static (double Low, double High) Around(double value, double standardError, double level = 0.95)
    {
        var half = Quantile(level) * standardError;
        return (value - half, value + half);
    }

    /// <summary>P(|Z| >= |z|).</summary>
    public static double TwoSidedP(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>P(X >= x) of a chi-square with df degrees of freedom; 1 - CDF would round to 0. df below 1: null.</summary>
    public static double? ChiSquareP(double x, int df) => df < 1 ? null
        : x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(df / 2.0, x / 2.0);
}
