namespace CommentClassifier.Prompts;

/// <summary>What became of a line.</summary>
public enum LineChange
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in the first.</summary>
    Removed,

    /// <summary>Only in the second.</summary>
    Added,
}

/// <summary>One line of a comparison, with its number in each text, counted from 1, where it is there.</summary>
public sealed record DiffLine(LineChange Change, string Text, int? Left, int? Right);

/// <summary>Compares texts by lines: a longest common subsequence, by dynamic programming after equal ends are taken off.</summary>
internal static class LineDiff
{
    public static IReadOnlyList<DiffLine> Between(string left, string right)
    {
        var a = left.TrimEnd('\n').Split('\n');
        var b = right.TrimEnd('\n').Split('\n');
        var head = 0;
        while (head < Math.Min(a.Length, b.Length) && a[head] == b[head])
            head++;
        var tail = 0;
        while (tail < Math.Min(a.Length, b.Length) - head && a[^(tail + 1)] == b[^(tail + 1)])
            tail++;

        var (n, m) = (a.Length - head - tail, b.Length - head - tail);
        // common[i, j]: the longest common subsequence of what is left from i and j on.
        var common = new int[n + 1, m + 1];
        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = m - 1; j >= 0; j--)
                common[i, j] = a[head + i] == b[head + j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<DiffLine>(a.Length + b.Length);
        for (var i = 0; i < head; i++)
            lines.Add(new DiffLine(LineChange.Same, a[i], i + 1, i + 1));
        for (var (i, j) = (0, 0); i < n || j < m;)
        {
            if (i < n && j < m && a[head + i] == b[head + j])
                lines.Add(new DiffLine(LineChange.Same, a[head + i], head + ++i, head + ++j));
            else if (j == m || (i < n && common[i + 1, j] >= common[i, j + 1]))
                lines.Add(new DiffLine(LineChange.Removed, a[head + i], head + ++i, null));
            else
                lines.Add(new DiffLine(LineChange.Added, b[head + j], null, head + ++j));
        }

        for (var i = tail; i > 0; i--)
            lines.Add(new DiffLine(LineChange.Same, a[^i], a.Length - i + 1, b.Length - i + 1));
        return lines;
    }
}
