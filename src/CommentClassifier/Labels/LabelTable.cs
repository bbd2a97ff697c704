using CommentClassifier.Dockets;

namespace CommentClassifier.Labels;

/// <summary>One row of a file of labels.</summary>
/// <param name="Row">The row, from 1 without the header.</param>
/// <param name="Comment">The comment's id.</param>
/// <param name="Coder">Who labelled, or null where the file has no such column.</param>
/// <param name="Labels">One for each dimension of the table, in its order; null where the cell is empty.</param>
/// <param name="Stratum">The stratum it was drawn from, or null.</param>
/// <param name="Weight">Its inclusion weight (1 / probability), or null.</param>
public sealed record LabelRow(
    long Row, CommentId Comment, string? Coder, IReadOnlyList<string?> Labels, string? Stratum, double? Weight)
{
    /// <summary>Stated confidences in [0, 1], one a dimension (null: none), or null where the file has no such column.</summary>
    public IReadOnlyList<double?>? Confidences { get; init; }

    /// <summary>What became of the comment (<c>labelled</c>, <c>refused</c>, ...), where the file says so.</summary>
    public string? State { get; init; }

    /// <summary>The comment's text, where the file carries it; equal texts are a family.</summary>
    public string? Text { get; init; }
}

/// <summary>A file of labels: <c>comment_id</c>, optionally <c>coder</c>, <c>stratum</c>, <c>weight</c>, and one column a dimension.</summary>
/// <param name="Source">The file, for messages.</param>
/// <param name="Dimensions">The dimension columns in the file's order.</param>
/// <param name="Rows">The rows.</param>
public sealed record LabelTable(string Source, IReadOnlyList<string> Dimensions, IReadOnlyList<LabelRow> Rows)
{
    /// <summary>The place of a dimension among the columns, or -1.</summary>
    public int IndexOf(string dimension)
    {
        for (var i = 0; i < Dimensions.Count; i++)
        {
            if (Dimensions[i].Equals(dimension, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
