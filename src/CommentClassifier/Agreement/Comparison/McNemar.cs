using CommentClassifier.Agreement.Intervals;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CommentClassifier.Agreement.Comparison;

/// <summary>
/// McNemar's test of two prompts on the same items: b = A right and B wrong, c = A wrong and B right. Mid-p is recommended
/// (Fagerland, Lydersen and Laake 2013). b + c = 0: exact and mid p are 1 ("indistinguishable"), chi-squares null.
/// </summary>
public sealed record McNemar(double B, double C, double ExactP, double MidP, double? ChiSquare, double? AsymptoticP, double? CorrectedChiSquare, double? CorrectedP)
{
    /// <summary>
    /// Exact: 2 P(X &lt;= min(b,c)), X ~ Bin(b+c, 1/2), at most 1; mid-p is exact - P(X = min(b,c)), and 1 - P/2 when b = c;
    /// chi2 = (b-c)^2/(b+c); continuity-corrected (|b-c|-1)^2/(b+c), 0 when b = c.
    /// </summary>
    public static McNemar Of(double b, double c)
    {
        if (b < 0 || c < 0) throw new ArgumentOutOfRangeException(nameof(b), "Discordant counts are zero or more.");
        var n = (int)(b + c);
        if (n == 0) return new McNemar(b, c, 1, 1, null, null, null, null);
        var smaller = (int)Math.Min(b, c);
        var tail = HalfBinomialTail(n, smaller);
        var point = HalfBinomialPoint(n, smaller);
        var exact = Math.Min(1, 2 * tail);
        var midP = b == c ? 1 - point / 2 : Math.Min(1, 2 * tail - point);
        var chi = (b - c) * (b - c) / (b + c);
        var gap = Math.Max(0, Math.Abs(b - c) - 1);
        var corrected = gap * gap / (b + c);
        return new McNemar(b, c, exact, midP, chi, NormalInterval.ChiSquareP(chi, 1), corrected, NormalInterval.ChiSquareP(corrected, 1));
    }

    private static double HalfBinomialPoint(int n, int x) =>
        n <= 1000 ? Binomial.PMF(0.5, n, x) : Math.Exp(SpecialFunctions.BinomialLn(n, x) - n * Constants.Ln2);

    private static double HalfBinomialTail(int n, int x) => x >= n ? 1 : SpecialFunctions.BetaRegularized(n - x, x + 1, 0.5);
}
