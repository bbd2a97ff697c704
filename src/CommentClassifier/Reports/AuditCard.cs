using System.Text;
using CommentClassifier.Labels;

namespace CommentClassifier.Reports;

/// <summary>An item with what a judge needs at hand: the text, the quote in it, and the definitions of the labels in question.</summary>
/// <param name="Item">The item.</param>
/// <param name="Text">The text as sent; null when it was withdrawn.</param>
/// <param name="Quote">The quote itself.</param>
/// <param name="Excerpt">The text around the quote, which stands between » and «; the whole text where it is short.</param>
/// <param name="Definitions">Definitions of the human and the machine label.</param>
public sealed record AuditCard(AuditItem Item, string? Text, string? Quote, string Excerpt, IReadOnlyDictionary<string, string> Definitions)
{
    private const int Around = 400;
    private const int Whole = 1_200;

    /// <summary>Puts the card together.</summary>
    public static AuditCard Of(AuditItem item, Codebook codebook, string? text)
    {
        var dimension = codebook.Find(item.Dimension);
        var definitions = item.Coders.Select(c => c.Label).Append(item.Human).Append(item.Machine).Distinct(StringComparer.Ordinal)
            .Select(l => (l, dimension?.Find(l)?.Definition)).Where(d => !string.IsNullOrEmpty(d.Definition)).ToDictionary(d => d.l, d => d.Definition!, StringComparer.Ordinal);
        var span = text is not null && item.Quote is { } q && q.Start >= 0 && q.Length > 0 && q.Start + q.Length <= text.Length ? item.Quote : null;
        return new AuditCard(
            item, text, span is { } s ? text!.Substring(s.Start, s.Length) : null, text is null ? "(the text was withdrawn)" : Window(text, span), definitions);
    }

    /// <summary>A text without the control characters that could move a terminal's cursor or colour it.</summary>
    public static string Printable(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(c is '\n' or '\t' || !char.IsControl(c) ? c : '\uFFFD');
        return clean.ToString();
    }

    private static string Window(string text, TextSpan? span)
    {
        var (start, end) = (span?.Start ?? 0, span is { } s ? s.Start + s.Length : 0);
        var from = text.Length <= Whole ? 0 : Boundary(text, Math.Max(0, start - Around));
        var to = text.Length <= Whole ? text.Length : Boundary(text, Math.Min(text.Length, Math.Max(end + Around, from + Whole)));
        var shown = new StringBuilder();
        shown.Append(from > 0 ? "… " : "");
        if (span is null)
            shown.Append(text, from, to - from);
        else
            shown.Append(text, from, start - from).Append('»').Append(text, start, end - start).Append('«').Append(text, end, to - end);
        return shown.Append(to < text.Length ? " …" : "").ToString();
    }

    /// <summary>A place that does not cut a character in two.</summary>
    private static int Boundary(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
