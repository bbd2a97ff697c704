namespace CommentClassifier.Agreement;

/// <summary>
/// Several coders on the same items, reduced to what the coefficients need: items x labels, how many coders chose each label.
/// Missing codes are simply not counted, so the number of codes may differ by item.
/// </summary>
public sealed class CodeCounts
{
    /// <summary>Takes K labels and one row of K counts for each item; throws when a row has another length.</summary>
    public CodeCounts(IReadOnlyList<string> labels, IReadOnlyList<double[]> items)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Any(row => row.Length != labels.Count))
            throw new ArgumentException($"Each item needs {labels.Count} counts, one for each label.");
        (Labels, Items) = (labels, items);
    }

    /// <summary>The declared labels.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>One row of K counts for each item.</summary>
    public IReadOnlyList<double[]> Items { get; }

    /// <summary>From items x coders of label indexes, null for a missing code.</summary>
    public static CodeCounts FromRatings(IReadOnlyList<string> labels, IEnumerable<IReadOnlyList<int?>> ratings)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(ratings);
        return new CodeCounts(labels, ratings.Select(row =>
        {
            var counts = new double[labels.Count];
            foreach (var code in row)
                if (code is { } label) counts[label]++;
            return counts;
        }).ToArray());
    }

    /// <summary>Two complete raters, one row for each pair; a table of counts becomes n items.</summary>
    public static CodeCounts FromTable(ConfusionMatrix table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var items = new List<double[]>();
        for (var i = 0; i < table.Size; i++)
            for (var j = 0; j < table.Size; j++)
                for (var c = 0; c < table[i, j]; c++)
                {
                    var row = new double[table.Size];
                    row[i]++;
                    row[j]++;
                    items.Add(row);
                }
        return new CodeCounts(table.Labels, items);
    }
}
