namespace CommentClassifier.Agreement.Resampling;

/// <summary>
/// Exact binomial variates: inversion when n p &lt; 10, else BTRS, transformed rejection with squeeze (Hormann 1993). Part of the
/// versioned generator: changing it changes stored intervals.
/// </summary>
public static class BinomialSampler
{
    /// <summary>One draw from Bin(n, p), n >= 0; p outside [0,1] is taken as the nearest end.</summary>
    public static int Next(SeededGenerator generator, int n, double p)
    {
        ArgumentNullException.ThrowIfNull(generator);
        if (n <= 0 || p <= 0) return 0;
        if (p >= 1) return n;
        if (p > 0.5) return n - Small(generator, n, 1 - p);
        return Small(generator, n, p);
    }

    private static int Small(SeededGenerator generator, int n, double p) => n * p < 10 ? Inversion(generator, n, p) : Rejection(generator, n, p);

    private static int Inversion(SeededGenerator generator, int n, double p)
    {
        var odds = p / (1 - p);
        var start = n * p < 0.02 ? Math.Pow(1 - p, n) : Math.Exp(n * Math.Log(1 - p));
        while (true)
        {
            var u = generator.NextDouble();
            var mass = start;
            for (var x = 0; x <= n; x++)
            {
                if (u < mass) return x;
                u -= mass;
                mass *= odds * (n - x) / (x + 1);
                // Rounding can leave a crumb of probability beyond every x: draw again.
                if (mass < 1e-300) break;
            }
        }
    }

    private static int Rejection(SeededGenerator generator, int n, double p)
    {
        var q = 1 - p;
        var spread = Math.Sqrt(n * p * q);
        var b = 1.15 + 2.53 * spread;
        var a = -0.0873 + 0.0248 * b + 0.01 * p;
        var c = n * p + 0.5;
        var squeeze = 0.92 - 4.2 / b;
        var odds = p / q;
        var alpha = (2.83 + 5.1 / b) * spread;
        var mode = Math.Floor((n + 1) * p);
        while (true)
        {
            var u = generator.NextDouble() - 0.5;
            var v = generator.NextDouble();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= squeeze) return (int)k;
            if (k < 0 || k > n || us <= 0) continue;
            v = Math.Log(v * alpha / (a / (us * us) + b));
            var bound = (mode + 0.5) * Math.Log((mode + 1) / (odds * (n - mode + 1)))
                + (n + 1) * Math.Log((n - mode + 1) / (n - k + 1))
                + (k + 0.5) * Math.Log(odds * (n - k + 1) / (k + 1))
                + Stirling(mode) + Stirling(n - mode) - Stirling(k) - Stirling(n - k);
            if (v <= bound) return (int)k;
        }
    }

    private static readonly double[] SmallStirling =
    [
        0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
        0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
    ];

    private static double Stirling(double k)
    {
        if (k <= 9) return SmallStirling[(int)k];
        var x = 1 / (k + 1);
        var x2 = x * x;
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 * x2) * x2) * x;
    }
}
