using System.Globalization;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>What a machine said about each comment, by dimension.</summary>
internal static class MachineSide
{
    /// <summary>The answers of a file in one of its dimensions.</summary>
    public static IReadOnlyList<MachineLabel> Of(LabelTable table, string dimension)
    {
        var column = table.IndexOf(dimension);
        var answers = new List<MachineLabel>(table.Rows.Count);
        foreach (var row in table.Rows)
            answers.Add(new MachineLabel(row.Comment.Value, row.Labels[column], StateOf(row.State), row.Confidences?[column], HumanSide.FamilyOf(row)));
        return answers;
    }

    /// <summary>The answers of a run to the coded comments in one dimension; a comment without one carries the state that took its place.</summary>
    public static IReadOnlyList<MachineLabel> Of(IReadOnlyList<CodedComment> coded, IReadOnlyList<RunLabel> labels, string dimension)
    {
        var given = labels.Where(label => label.Dimension == dimension).ToDictionary(label => label.Comment);
        return
        [
            .. coded.Select(c =>
            {
                var label = given.GetValueOrDefault(c.Comment);
                return new MachineLabel(
                    c.Comment.Value, label?.Label, label is null ? StateOf(c.State) : MachineState.Labelled, label?.Confidence,
                    c.Text?.Value.ToString(CultureInfo.InvariantCulture));
            }),
        ];
    }

    private static MachineState StateOf(CommentState? state) => state switch
    {
        CommentState.Refused => MachineState.Refused,
        CommentState.Filtered => MachineState.Filtered,
        CommentState.Invalid => MachineState.Invalid,
        _ => MachineState.Missing,
    };

    /// <summary>A file without states holds labels; a blank cell is then no label.</summary>
    private static MachineState StateOf(string? state) => state?.ToLowerInvariant() switch
    {
        null or "labelled" => MachineState.Labelled,
        "refused" => MachineState.Refused,
        "filtered" => MachineState.Filtered,
        "invalid" => MachineState.Invalid,
        _ => MachineState.Missing,
    };
}
