using System.Text;

namespace CommentClassifier.Labels;

/// <summary>
/// Finds a quote in the text it is said to come from: exactly, else with runs of white space, typographic quotes, dashes and
/// ellipses treated as their plain forms, which models change without meaning to. Case and words must be the text's own.
/// </summary>
public static class QuoteLocator
{
    /// <summary>Where the quote stands, in UTF-16 code units of <paramref name="text"/>, or null.</summary>
    public static TextSpan? Find(string text, string quote)
    {
        if (string.IsNullOrWhiteSpace(quote))
            return null;
        var exact = text.IndexOf(quote, StringComparison.Ordinal);
        if (exact >= 0)
            return new TextSpan(exact, quote.Length);

        var needle = Folded.Of(quote.Trim()).Text;
        var haystack = Folded.Of(text);
        var at = haystack.Text.IndexOf(needle, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var start = haystack.Starts[at];
        return new TextSpan(start, haystack.Ends[at + needle.Length - 1] - start);
    }

    private sealed record Folded(string Text, IReadOnlyList<int> Starts, IReadOnlyList<int> Ends)
    {
        public static Folded Of(string text)
        {
            var folded = new StringBuilder(text.Length);
            var starts = new List<int>(text.Length);
            var ends = new List<int>(text.Length);
            for (var i = 0; i < text.Length;)
            {
                var next = i + 1;
                if (char.IsWhiteSpace(text[i]))
                {
                    while (next < text.Length && char.IsWhiteSpace(text[next]))
                        next++;
                    Add(' ');
                }
                else if (text[i] == '…')
                {
                    Add('.');
                    Add('.');
                    Add('.');
                }
                else if (char.IsSurrogatePair(text, i))
                {
                    // Both halves map to the pair, so that no span can cut it.
                    next = i + 2;
                    Add(text[i]);
                    Add(text[i + 1]);
                }
                else
                {
                    Add(Plain(text[i]));
                }

                i = next;

                void Add(char c)
                {
                    folded.Append(c);
                    starts.Add(i);
                    ends.Add(next);
                }
            }

            return new Folded(folded.ToString(), starts, ends);
        }

        private static char Plain(char c) => c switch
        {
            '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u00B4' or '`' => '\'',
            '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' or '\u00AB' or '\u00BB' => '"',
            >= '\u2010' and <= '\u2015' or '\u2212' => '-',
            // What JSON carries for half a surrogate pair, and so what the model read.
            >= '\uD800' and <= '\uDFFF' => '\uFFFD',
            _ => c,
        };
    }
}
