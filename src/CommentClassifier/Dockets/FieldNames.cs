namespace CommentClassifier.Dockets;

/// <summary>The usual names of id and text, however they are spelt.</summary>
internal static class FieldNames
{
    private static readonly string[] Ids = ["documentid", "commentid", "id"];
    private static readonly string[] Texts = ["comment", "text", "commenttext", "body", "content"];

    /// <summary>The position of the id among the names; -1 when there is none.</summary>
    public static int Id(IReadOnlyList<string> names, string? asked) => Find(names, asked, Ids);

    /// <summary>The position of the text among the names; -1 when there is none.</summary>
    public static int Text(IReadOnlyList<string> names, string? asked) => Find(names, asked, Texts);

    public static int Find(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i].Trim(), name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    public static DocketFileException Missing(string file, IReadOnlyList<string> found, bool id, string? asked) => new(
        $"{file}: has no {(id ? "id" : "text")} {(asked is null ? "" : $"named '{asked}' ")}among {List(found)}; name one with {(id ? "--id-column" : "--text-column")}.");

    private static int Find(IReadOnlyList<string> names, string? asked, string[] usual)
    {
        if (asked is not null)
        {
            return Find(names, asked);
        }

        var plain = names.Select(name => new string([.. name.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant()).ToList();
        return usual.Select(name => plain.IndexOf(name.ToUpperInvariant())).FirstOrDefault(index => index >= 0, -1);
    }

    private static string List(IReadOnlyList<string> found)
    {
        // A file that is no table has one endless "column": show its start on one line.
        var shown = found.Take(12).Select(name => name.ReplaceLineEndings(" ").Replace(Records.NotUtf8, '?').Trim()).Select(name => name.Length > 40 ? name[..40] + "…" : name);
        return $"'{string.Join("', '", shown)}'{(found.Count > 12 ? $" and {found.Count - 12} more" : "")}";
    }
}
