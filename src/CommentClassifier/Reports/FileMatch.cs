using CommentClassifier.Labels;

namespace CommentClassifier.Reports;

/// <summary>Whether two files of labels speak of the same things.</summary>
internal static class FileMatch
{
    /// <summary>The dimensions that both have, by the human file's names.</summary>
    public static IReadOnlyList<string> Dimensions(LabelTable human, params IReadOnlyList<LabelTable> machines)
    {
        string[] shared = [.. human.Dimensions.Where(name => machines.All(machine => machine.IndexOf(name) >= 0))];
        return shared.Length > 0
            ? shared
            : throw new ExpectedException(
                $"No dimension in common: {human.Source} has {string.Join(", ", human.Dimensions)}; " +
                $"{string.Join("; ", machines.Select(m => $"{m.Source} has {string.Join(", ", m.Dimensions)}"))}. Give the columns one name.");
    }

    /// <exception cref="ExpectedException">The files have no comment in common.</exception>
    public static void RefuseStrangers(LabelTable human, LabelTable machine)
    {
        // Files that belong together nearly always share one of the first comments; only strangers cost the whole set.
        if (!Meets(human.Rows.Take(20), machine) && !Meets(human.Rows, machine))
        {
            throw new ExpectedException(
                $"No comment in common: {human.Source} has ids such as {human.Rows[0].Comment}, {machine.Source} such as {machine.Rows[0].Comment}. Check the comment_id columns.");
        }
    }

    private static bool Meets(IEnumerable<LabelRow> rows, LabelTable machine)
    {
        var ids = rows.Select(row => row.Comment.Value).ToHashSet(StringComparer.Ordinal);
        return machine.Rows.Any(row => ids.Contains(row.Comment.Value));
    }

    /// <summary>The scale, then the labels outside it, so that the confusion stands in the scale's order.</summary>
    public static IReadOnlyList<string> LabelsWith(IReadOnlyList<string> scale, LabelTable human, LabelTable? machine, string dimension)
    {
        var seen = Labels(human, dimension).Concat(machine is null ? [] : Labels(machine, dimension)).ToHashSet(StringComparer.Ordinal);
        return scale.FirstOrDefault(label => !seen.Contains(label)) is { } stranger && !scale.Any(seen.Contains)
            ? throw new ExpectedException($"--ordinal names \"{stranger}\", and none of its labels is used in {dimension}; use {string.Join(", ", seen.Order())}.", 2)
            : [.. scale, .. seen.Except(scale).Order(StringComparer.Ordinal)];
    }

    /// <summary>Labels that differ between the files only in letter case, which would count as disagreement.</summary>
    public static IEnumerable<string> Spellings(LabelTable human, LabelTable machine, IEnumerable<string> dimensions)
    {
        foreach (var dimension in dimensions)
        {
            var theirs = Labels(human, dimension).ToHashSet(StringComparer.Ordinal);
            foreach (var label in Labels(machine, dimension).ToHashSet(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (!theirs.Contains(label) && theirs.FirstOrDefault(t => t.Equals(label, StringComparison.OrdinalIgnoreCase)) is { } twin)
                    yield return $"{dimension}: \"{label}\" ({machine.Source}) and \"{twin}\" ({human.Source}) count as different labels; give them one spelling if they are one.";
            }
        }
    }

    private static IEnumerable<string> Labels(LabelTable table, string dimension)
    {
        var column = table.IndexOf(dimension);
        return table.Rows.Select(row => row.Labels[column]).OfType<string>();
    }
}
