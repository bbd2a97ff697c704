using CommentClassifier.Agreement.Comparison;
using CommentClassifier.Agreement.Intervals;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CommentClassifier.Agreement.Sampling;

/// <summary>"How many must I code?" - planning sizes. Impossible wishes (no difference, a width of zero) give null.</summary>
public static class SampleSize
{
    private const int Most = 100_000_000;

    /// <summary>
    /// The smallest n whose interval around an expected share p has at most the wanted half-width, x = p n taken as real.
    /// 85 % within 3 points (Wilson): 545. Also returns the half-width reached.
    /// </summary>
    public static (int? N, double? HalfWidth) ForShare(double expected, double halfWidth, double level = 0.95, string method = "wilson")
    {
        if (halfWidth <= 0 || expected is < 0 or > 1) return (null, null);
        double Width(int n)
        {
            if (method is "wilson") return BinomialInterval.WilsonHalfWidth(expected, n, NormalInterval.Quantile(level));
            var interval = BinomialInterval.Named(method, expected * n, n, level);
            return (interval.High!.Value - interval.Low!.Value) / 2;
        }
        int low = 1, high = 1;
        while (Width(high) > halfWidth)
        {
            if (high >= Most) return (null, null);
            (low, high) = (high, high * 2);
        }
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Width(middle) <= halfWidth) high = middle;
            else low = middle + 1;
        }
        return (high, Width(high));
    }

    /// <summary>
    /// Connor 1987: pairs needed to tell two prompts apart by McNemar's test, with discordant shares p10 and p01:
    /// (z_a sqrt(psi) + z_b sqrt(psi - d^2))^2/d^2, psi = p10 + p01, d = p10 - p01. d = 0: null. .10/.05 at 80 %: 469.
    /// </summary>
    public static int? ForMcNemar(double p10, double p01, double alpha = 0.05, double power = 0.8, bool twoSided = true)
    {
        double psi = p10 + p01, d = p10 - p01;
        if (Math.Abs(d) < 1e-12 || psi is <= 0 or > 1) return null;
        var za = Normal.InvCDF(0, 1, 1 - alpha / (twoSided ? 2 : 1));
        var zb = Normal.InvCDF(0, 1, power);
        return Ceiling(Math.Pow(za * Math.Sqrt(psi) + zb * Math.Sqrt(Math.Max(0, psi - d * d)), 2) / (d * d));
    }

    /// <summary>
    /// Exact power of the mid-p test at n pairs, by enumeration: sum over discordant pairs m ~ Bin(n, psi) and b ~ Bin(m, p10/psi)
    /// of the outcomes with p at most alpha.
    /// </summary>
    public static double McNemarPower(int n, double p10, double p01, double alpha = 0.05, bool twoSided = true)
    {
        var psi = p10 + p01;
        if (n < 1 || psi is <= 0 or > 1) return 0;
        var power = 0.0;
        for (var m = 1; m <= n; m++)
        {
            var mass = BinomialMass(n, m, psi);
            if (mass < 1e-18) continue;
            for (var b = 0; b <= m; b++)
            {
                if (!Rejects(b, m, alpha, twoSided, p10 >= p01)) continue;
                power += mass * BinomialMass(m, b, p10 / psi);
            }
        }
        return Math.Min(1, power);
    }

    /// <summary>
    /// Cantor 1996: items needed to show that kappa is k1 rather than k0 for two labels, rates being the coders' shares of the first:
    /// ((z_a sqrt(Q0) + z_b sqrt(Q1))/(k1 - k0))^2 with Q = n var(kappa) (Fleiss, Cohen and Everitt 1969). k1 = k0: null.
    /// </summary>
    public static int? ForKappa(
        double rate1, double rate2, double k1, double k0, double alpha = 0.05, double power = 0.8, bool twoSided = false)
    {
        if (Math.Abs(k1 - k0) < 1e-12 || rate1 is <= 0 or >= 1 || rate2 is <= 0 or >= 1) return null;
        var za = Normal.InvCDF(0, 1, 1 - alpha / (twoSided ? 2 : 1));
        var zb = Normal.InvCDF(0, 1, power);
        var n = Math.Pow((za * Math.Sqrt(Q(k0)) + zb * Math.Sqrt(Q(k1))) / (k1 - k0), 2);
        return double.IsFinite(n) ? Ceiling(n) : null;

        double Q(double kappa)
        {
            double q1 = 1 - rate1, q2 = 1 - rate2, pe = rate1 * rate2 + q1 * q2, po = kappa * (1 - pe) + pe;
            double p22 = (po - rate1 + q2) / 2, p11 = po - p22, p12 = rate1 - p11, p21 = rate2 - p11;
            var inner = p11 * Math.Pow(1 - pe - (rate1 + rate2) * (1 - po), 2) + p22 * Math.Pow(1 - pe - (q1 + q2) * (1 - po), 2)
                + Math.Pow(1 - po, 2) * (p12 * Math.Pow(rate2 + q1, 2) + p21 * Math.Pow(q2 + rate1, 2)) - Math.Pow(po * pe - 2 * pe + po, 2);
            return inner / Math.Pow(1 - pe, 4);
        }
    }

    private static bool Rejects(int b, int m, double alpha, bool twoSided, bool upper)
    {
        if (twoSided) return McNemar.Of(b, m - b).MidP <= alpha;
        var x = upper ? m - b : b;
        var tail = x >= m ? 1 : SpecialFunctions.BetaRegularized(m - x, x + 1, 0.5);
        return tail - Binomial.PMF(0.5, m, x) / 2 <= alpha;
    }

    private static double BinomialMass(int n, int x, double p) => p >= 1 ? (x == n ? 1 : 0) : p <= 0 ? (x == 0 ? 1 : 0)
        : Math.Exp(SpecialFunctions.BinomialLn(n, x) + x * Math.Log(p) + (n - x) * Math.Log(1 - p));

    private static int? Ceiling(double n) => n > Most ? null : (int)Math.Ceiling(n - 1e-9);
}
