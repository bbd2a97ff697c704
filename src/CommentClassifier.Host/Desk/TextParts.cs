using CommentClassifier.Labels;

namespace CommentClassifier.Host.Desk;

/// <summary>A stretch of a text, and what marks it (null for plain text).</summary>
internal readonly record struct TextPart(string Text, string? Mark);

/// <summary>Cuts a text at the borders of its quotes. Pure; spans outside the text are left out.</summary>
internal static class TextParts
{
    /// <summary>The parts in order; together they are the text.</summary>
    public static IReadOnlyList<TextPart> Of(string text, IReadOnlyList<(TextSpan Span, string Title)> marks)
    {
        var known = marks.Where(m => m.Span.Start >= 0 && m.Span.Length > 0 && m.Span.Start + m.Span.Length <= text.Length).ToList();
        var cuts = known.SelectMany(m => new[] { m.Span.Start, m.Span.Start + m.Span.Length }).Append(0).Append(text.Length).Distinct().Order().ToList();
        var parts = new List<TextPart>(cuts.Count);
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var (from, to) = (cuts[i], cuts[i + 1]);
            var titles = known.Where(m => m.Span.Start <= from && m.Span.Start + m.Span.Length >= to).Select(m => m.Title).Distinct().ToList();
            parts.Add(new TextPart(text[from..to], titles.Count == 0 ? null : string.Join("; ", titles)));
        }

        return parts;
    }
}
