using System.Globalization;
using Spectre.Console;

namespace CommentClassifier.Host.Commands;

/// <summary>How tables look in a terminal and in a file.</summary>
internal static class Tables
{
    /// <summary>A two-column table of names and figures.</summary>
    public static Table Plain(string left, string right)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(Markup.Escape(left)));
        table.AddColumn(new TableColumn(Markup.Escape(right)).RightAligned());
        return table;
    }

    /// <summary>A table with the named columns; a name that starts with <c>#</c> is a right-aligned figure.</summary>
    public static Table Of(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var figure = column.StartsWith('#');
            var cell = new TableColumn(Markup.Escape(figure ? column[1..] : column));
            table.AddColumn(figure ? cell.RightAligned() : cell);
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static Table Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    /// <summary>A count for people.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A coefficient for people; a dash where it is undefined.</summary>
    public static string Figure(double? value, string format = "0.000") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Money for people.</summary>
    public static string Usd(decimal value) => value.ToString(value is 0 or >= 1 ? "$0.00" : "$0.0000", CultureInfo.InvariantCulture);
}
