using CommentClassifier.Agreement.Intervals;
using MathNet.Numerics.LinearAlgebra;

namespace CommentClassifier.Agreement.Comparison;

/// <summary>A chi-square test; statistic and p are null when it has no degrees of freedom.</summary>
public sealed record ChiSquareTest(double? Statistic, int Df, double? P);

/// <summary>
/// Tests that two sets of labels of the same items (K x K) have the same shares. They test a shift of shares, not accuracy.
/// </summary>
public static class MarginalTests
{
    /// <summary>
    /// Stuart 1955 and Maxwell 1970: d' S^-1 d with d = row - column margins, S_ii = n_i. + n_.i - 2 n_ii, S_ij = -(n_ij + n_ji).
    /// Labels without off-diagonal items are dropped (equal margins are not); df = rank of S. Nothing off the diagonal: null, df 0.
    /// </summary>
    public static ChiSquareTest StuartMaxwell(ConfusionMatrix table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double statistic = 0;
        var df = 0;
        // Labels never exchanged with one another form separate blocks, each singular by one: solve block by block.
        foreach (var block in Blocks(table))
        {
            var size = block.Count - 1;
            if (size < 1) continue;
            var d = Vector<double>.Build.Dense(size, i => table.Row(block[i]) - table.Column(block[i]));
            var s = Matrix<double>.Build.Dense(size, size, (i, j) => i == j
                ? table.Row(block[i]) + table.Column(block[i]) - 2 * table[block[i], block[i]]
                : -(table[block[i], block[j]] + table[block[j], block[i]]));
            statistic += d * s.Solve(d);
            df += size;
        }
        return df == 0 ? new ChiSquareTest(null, 0, null) : new ChiSquareTest(statistic, df, NormalInterval.ChiSquareP(statistic, df));
    }

    /// <summary>
    /// The Stuart-Maxwell test where items come in families of identical texts: d' V^+ d with d_f the difference of a family's margins,
    /// d = sum d_f and V = sum d_f d_f', its covariance when the two sets of labels are exchangeable (Obuchowski 1998 for two labels).
    /// Families of one item each give Stuart and Maxwell's statistic; df = rank of V. Each family is a list of (first, second) labels of K.
    /// </summary>
    public static ChiSquareTest StuartMaxwellOfFamilies(int labels, IEnumerable<IReadOnlyList<(int First, int Second)>> families)
    {
        ArgumentNullException.ThrowIfNull(families);
        var d = Vector<double>.Build.Dense(labels);
        var v = Matrix<double>.Build.Dense(labels, labels);
        foreach (var family in families)
        {
            var own = Vector<double>.Build.Dense(labels);
            foreach (var (first, second) in family)
            {
                own[first]++;
                own[second]--;
            }
            d += own;
            v += own.OuterProduct(own);
        }
        var df = labels == 0 ? 0 : v.Rank();
        if (df == 0) return new ChiSquareTest(null, 0, null);
        var statistic = d * v.PseudoInverse() * d;
        return new ChiSquareTest(statistic, df, NormalInterval.ChiSquareP(statistic, df));
    }

    /// <summary>Bhapkar 1966: X/(1 - X/n) with X the Stuart-Maxwell statistic (Keefe 1982). X = n or no df: null.</summary>
    public static ChiSquareTest Bhapkar(ConfusionMatrix table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var stuart = StuartMaxwell(table);
        if (stuart.Statistic is not { } x || table.Total - x <= 1e-9 * table.Total) return new ChiSquareTest(null, stuart.Df, null);
        var value = x / (1 - x / table.Total);
        return new ChiSquareTest(value, stuart.Df, NormalInterval.ChiSquareP(value, stuart.Df));
    }

    /// <summary>Bowker 1948 symmetry: sum (n_ij - n_ji)^2/(n_ij + n_ji); pairs with n_ij + n_ji = 0 give no df. None: null, df 0.</summary>
    public static ChiSquareTest Bowker(ConfusionMatrix table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double statistic = 0;
        var df = 0;
        for (var i = 0; i < table.Size; i++)
            for (var j = i + 1; j < table.Size; j++)
            {
                var sum = table[i, j] + table[j, i];
                if (sum <= 0) continue;
                statistic += (table[i, j] - table[j, i]) * (table[i, j] - table[j, i]) / sum;
                df++;
            }
        return df == 0 ? new ChiSquareTest(null, 0, null) : new ChiSquareTest(statistic, df, NormalInterval.ChiSquareP(statistic, df));
    }

    /// <summary>Cochran 1950 Q for items x k prompts of right/wrong: (k-1)(k sum C_j^2 - N^2)/(k N - sum R_i^2), df k - 1. All rows constant: null.</summary>
    public static ChiSquareTest CochranQ(IReadOnlyList<IReadOnlyList<bool>> correct)
    {
        ArgumentNullException.ThrowIfNull(correct);
        if (correct.Count == 0) return new ChiSquareTest(null, 0, null);
        var k = correct[0].Count;
        var columns = new double[k];
        double total = 0, squares = 0;
        foreach (var row in correct)
        {
            var right = row.Count(x => x);
            total += right;
            squares += (double)right * right;
            for (var j = 0; j < k; j++) columns[j] += row[j] ? 1 : 0;
        }
        var denominator = k * total - squares;
        if (k < 2 || denominator <= 0) return new ChiSquareTest(null, k - 1, null);
        var q = (k - 1) * (k * columns.Sum(c => c * c) - total * total) / denominator;
        return new ChiSquareTest(q, k - 1, NormalInterval.ChiSquareP(q, k - 1));
    }

    private static List<List<int>> Blocks(ConfusionMatrix table)
    {
        var seen = new bool[table.Size];
        var blocks = new List<List<int>>();
        for (var start = 0; start < table.Size; start++)
        {
            if (seen[start]) continue;
            var block = new List<int> { start };
            seen[start] = true;
            for (var next = 0; next < block.Count; next++)
                for (var j = 0; j < table.Size; j++)
                    if (!seen[j] && table[block[next], j] + table[j, block[next]] > 0)
                    {
                        seen[j] = true;
                        block.Add(j);
                    }
            blocks.Add(block);
        }
        return blocks;
    }
}
