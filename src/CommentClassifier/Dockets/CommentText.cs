using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CommentClassifier.Dockets;

/// <summary>
/// The text of a comment as a reader sees it. regulations.gov stores markup and entities; what is left of them would cost tokens,
/// split identical texts and break quotes.
/// </summary>
public static partial class CommentText
{
    private const int LongestEntity = 32;
    private const int LongestTag = 1000;
    private const int MostPasses = 4;

    /// <summary>Without one of these a text has nothing to decode: most texts, and every text on its second pass.</summary>
    private static readonly SearchValues<char> Telling = SearchValues.Create([.. Enumerable.Range(0, 0x10000)
        .Select(point => (char)point).Where(c => c is '&' or '<' or '\uDB40' || Plain(c) != c)]);

    /// <summary>
    /// Breaks and known formatting tags become line feeds or nothing; entities are decoded, also those encoded twice; Unicode NFC;
    /// control, bidirectional and invisible characters go; no-break and other odd spaces become spaces; line ends are <c>\n</c>, at
    /// most two in a row, without trailing spaces; trimmed. Idempotent. Anything else between <c>&lt;</c> and <c>&gt;</c>, such as
    /// <c>x &lt; y</c>, <c>&lt;3</c> or <c>&lt;script&gt;</c>, is what somebody wrote and stays.
    /// </summary>
    public static string Normalise(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return "";
        }

        var text = raw;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            // One pass is enough for every text seen; a second proves it. Only marks that combine with brackets need more.
            var next = Tidy(CanonicalForm.Compose(Decode(CanonicalForm.Compose(WellFormed(text)))));
            if (next == text)
            {
                break;
            }

            text = next;
        }

        return text;
    }

    private static string WellFormed(string text)
    {
        var builder = default(StringBuilder);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            (builder ??= new StringBuilder(text))[i] = '\uFFFD';
        }

        return builder?.ToString() ?? text;
    }

    /// <summary>
    /// One pass over a stack of characters: an entity is complete when its semicolon is pushed and a tag when its bracket is, so what
    /// decoding brings to light is decoded too, in linear time however deep a hostile text nests it.
    /// </summary>
    private static string Decode(string text)
    {
        if (!text.AsSpan().ContainsAny(Telling))
        {
            return text;
        }

        var output = new StringBuilder(text.Length);
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i] == '\r' ? (i + 1 < text.Length && text[i + 1] == '\n' ? '\0' : '\n') : text[i];
            if (char.IsHighSurrogate(next))
            {
                if (!Hidden(char.ConvertToUtf32(next, text[i + 1])))
                {
                    output.Append(next).Append(text[i + 1]);
                }

                i++;
                continue;
            }

            Push(next, output, open);
        }

        return output.ToString();
    }

    private static void Push(char next, StringBuilder output, Stack<int> open)
    {
        next = Plain(next);
        if (next == '\0')
        {
            return;
        }

        output.Append(next);
        if (next == '<')
        {
            open.Push(output.Length - 1);
        }
        else if (next == '>' && open.TryPop(out var start))
        {
            if (TagAt(output, start) is { } replacement)
            {
                output.Length = start;
                output.Append(replacement);
            }
        }
        else if (next == ';' && EntityAtEnd(output, out var from) is { } decoded)
        {
            output.Length = from;
            while (open.TryPeek(out var last) && last >= from)
            {
                open.Pop();
            }

            if (decoded.Length == 2)
            {
                output.Append(Hidden(char.ConvertToUtf32(decoded[0], decoded[1])) ? "" : decoded);
                return;
            }

            foreach (var character in CanonicalForm.Compose(decoded))
            {
                Push(character, output, open);
            }
        }
    }

    /// <summary>The character to keep for one of the text; <c>\0</c> for none.</summary>
    private static char Plain(char c) => c switch
    {
        '\n' or '\t' => c,
        '\u000B' or '\u000C' or '\u0085' or '\u2028' or '\u2029' => '\n',
        '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000' => ' ',
        '\u00AD' or '\u200B' or '\u2060' or '\uFEFF' or '\u061C' => '\0',
        (>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => '\0',
        _ => char.IsControl(c) ? '\0' : c,
    };

    /// <summary>Tag characters: invisible to people, read by models; a known way to hide orders.</summary>
    private static bool Hidden(int point) => point is >= 0xE0000 and <= 0xE007F;

    private static string? EntityAtEnd(StringBuilder output, out int from)
    {
        for (from = output.Length - 2; from >= 0 && output.Length - from <= LongestEntity; from--)
        {
            if (output[from] == '&')
            {
                var entity = output.ToString(from, output.Length - from);
                var decoded = WebUtility.HtmlDecode(entity);
                return decoded == entity || decoded.Length > 2 || decoded.Any(c => char.IsSurrogate(c) && decoded.Length == 1) ? null : Windows1252(decoded);
            }

            if (!char.IsAsciiLetterOrDigit(output[from]) && output[from] != '#')
            {
                return null;
            }
        }

        return null;
    }

    /// <summary><c>&amp;#146;</c> is a control character by the number and a curly apostrophe by custom (WHATWG HTML, 13.2.5.80).</summary>
    private static string Windows1252(string decoded) => decoded is [>= '\u0080' and <= '\u009F']
        ? "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ"[decoded[0] - 0x80].ToString()
        : decoded;

    private static string? TagAt(StringBuilder output, int start)
    {
        var length = output.Length - start;
        if (length is < 3 or > LongestTag)
        {
            return null;
        }

        var match = Tag().Match(output.ToString(start, length));
        return !match.Success ? null : match.Groups["name"].Value.ToUpperInvariant() switch
        {
            "BR" or "P" or "DIV" or "LI" or "UL" or "OL" or "TR" or "TABLE" or "TBODY" or "THEAD" or "BLOCKQUOTE" or "HR" or "PRE"
                or "H1" or "H2" or "H3" or "H4" or "H5" or "H6" => "\n",
            "TD" or "TH" => " ",
            _ => "",
        };
    }

    [GeneratedRegex(
        """^</?(?<name>br|p|div|span|b|i|u|s|em|strong|small|sub|sup|font|a|li|ul|ol|tr|td|th|table|tbody|thead|blockquote|hr|pre|h[1-6])(\s+[a-z_:][a-z0-9_:.-]*\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>=]+))*\s*/?>$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    private static string Tidy(string text)
    {
        var output = new StringBuilder(text.Length);
        var feeds = 0;
        foreach (var c in text)
        {
            if (c != '\n')
            {
                output.Append(c);
                feeds = c is ' ' or '\t' ? feeds : 0;
                continue;
            }

            while (output.Length > 0 && output[^1] is ' ' or '\t')
            {
                output.Length--;
            }

            if (++feeds <= 2)
            {
                output.Append('\n');
            }
        }

        return output.ToString().Trim();
    }
}
