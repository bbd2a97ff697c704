using System.Globalization;
using CommentClassifier.Dockets;
using CsvHelper;
using CsvHelper.Configuration;

namespace CommentClassifier.Labels;

/// <summary>Reads files of labels, whoever wrote them: a coder's spreadsheet, another tool's output, an export of ours.</summary>
public static class LabelTableReader
{
    private static readonly string[] IdColumns = ["comment_id", "commentId", "id"];

    /// <summary>Columns that say something about the row and are never a dimension.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "coder", "stratum", "weight", "text", "state", "reason", "run", "docket", "prompt", "promptHash", "prompt_hash", "model", "modelFingerprint",
        "model_fingerprint", "fingerprint", "endpoint", "request", "attempt", "at", "textId", "text_id", "replicate",
    };

    /// <summary>Endings of columns that stand beside a dimension: our own exports write them.</summary>
    private static readonly string[] Beside = ["_confidence", "_quote", "_quote_start", "_quote_length"];

    /// <summary>Reads a whole table.</summary>
    /// <exception cref="ExpectedException">No id column, no dimension column, or a cell that cannot be read; names file, row and column.</exception>
    public static LabelTable Read(TextReader reader, string source)
    {
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = context => throw new ExpectedException($"{source}: row {context.Context.Parser?.Row - 1}: a quote stands where none may; mend the row."),
            DetectColumnCountChanges = false,
        });
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new ExpectedException($"{source}: the file is empty; it needs a header with comment_id and one column a dimension.");
        }

        var header = csv.HeaderRecord!.Select(name => name.TrimStart('\uFEFF')).ToArray();
        var id = Array.FindIndex(header, name => IdColumns.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (id < 0)
        {
            throw new ExpectedException($"{source}: no comment_id column; it has {string.Join(", ", header.Take(30).Select(Printable))}.");
        }

        var coder = Find(header, "coder");
        var stratum = Find(header, "stratum");
        var weight = Find(header, "weight");
        var dimensions = Enumerable.Range(0, header.Length)
            .Where(i => i != id && header[i].Length > 0 && !Reserved.Contains(header[i]) && !StandsBeside(header[i], header)).ToArray();
        if (dimensions.Length == 0)
        {
            throw new ExpectedException($"{source}: no dimension column; it has only {string.Join(", ", header)}.");
        }

        var names = dimensions.Select(i => header[i]).ToArray();
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ExpectedException($"{source}: the column {twice.Key} stands twice; keep one.");
        }

        var confidences = names.Select(name => Find(header, $"{name}_confidence")).ToArray();
        var columns = new Columns(
            id, coder, stratum, weight, dimensions, confidences.Any(c => c >= 0) ? confidences : null, Find(header, "state"), Find(header, "text"));
        var rows = new List<LabelRow>();
        while (csv.Read())
        {
            rows.Add(ReadRow(csv, source, rows.Count + 1, columns));
        }

        return new LabelTable(source, names, rows);
    }

    /// <summary>A column's name for an error: a file that is no table may have anything there.</summary>
    private static string Printable(string name) =>
        string.Concat((name.Length > 40 ? name[..40] + "…" : name).Select(c => char.IsControl(c) ? '?' : c));

    private static LabelRow ReadRow(CsvReader csv, string source, long row, Columns columns)
    {
        var id = Cell(csv, columns.Id) ?? throw new ExpectedException($"{source}: row {row}: comment_id is empty.");
        var labels = new string?[columns.Dimensions.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = Cell(csv, columns.Dimensions[i]);
        }

        return new LabelRow(row, new CommentId(id), Cell(csv, columns.Coder), labels, Cell(csv, columns.Stratum), Weight(csv, source, row, columns.Weight))
        {
            Confidences = columns.Confidences is null ? null : [.. columns.Confidences.Select(column => Confidence(csv, column))],
            State = Cell(csv, columns.State),
            Text = Cell(csv, columns.Text),
        };
    }

    /// <summary>A stated confidence; what is no number in [0, 1] was not stated.</summary>
    private static double? Confidence(CsvReader csv, int column) =>
        double.TryParse(Cell(csv, column), CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value : null;

    private static bool StandsBeside(string name, string[] header) => Beside.Any(ending =>
        name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && header.Contains(name[..^ending.Length], StringComparer.OrdinalIgnoreCase));

    private static double? Weight(CsvReader csv, string source, long row, int column)
    {
        var cell = Cell(csv, column);
        if (cell is null)
        {
            return null;
        }

        return double.TryParse(cell, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight) && weight > 0
            ? weight
            : throw new ExpectedException($"{source}: row {row}: weight is \"{cell}\"; it must be a number above 0 (1 / inclusion probability).");
    }

    private static string? Cell(CsvReader csv, int column) =>
        column >= 0 && column < csv.Parser.Count && csv.Parser[column] is var value && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static int Find(string[] header, string name) => Array.FindIndex(header, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));

    private sealed record Columns(int Id, int Coder, int Stratum, int Weight, int[] Dimensions, int[]? Confidences, int State, int Text);
}
