using System.Text.RegularExpressions;

namespace CommentClassifier.Storage;

/// <summary>A person's words as each database's full-text search wants them; never a syntax error.</summary>
/// <param name="From">The tables, with <c>texts</c> as <c>t</c>.</param>
/// <param name="Where">The condition on <c>@words</c> and <c>@after</c>.</param>
/// <param name="Value">The value of <c>@words</c>.</param>
/// <param name="Order">The order of the texts, as the search itself gives it.</param>
internal sealed partial record SearchQuery(string From, string Where, string Value, string Order)
{
    /// <summary>The query, or null where there is no word to look for.</summary>
    public static SearchQuery? Of(Database database, string query)
    {
        var terms = Terms().Matches(query)
            .Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value)
            .Select(t => string.Join(' ', Words().Matches(t).Select(w => w.Value)))
            .Where(t => t.Length > 0).Take(20).Select(t => $"\"{t}\"").ToList();
        if (terms.Count == 0)
            return null;
        var value = string.Join(' ', terms);
        // The search table gives its rows in the order of the texts, so that a page of a common word stops early.
        return database is SqliteDatabase
            ? new("texts_search CROSS JOIN texts t ON t.id = texts_search.rowid", "texts_search MATCH @words AND texts_search.rowid > @after", value, "texts_search.rowid")
            : new("texts t", "t.words @@ websearch_to_tsquery('english', @words) AND t.id > @after", value, "t.id");
    }

    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Terms();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();
}
