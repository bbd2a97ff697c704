using System.Globalization;
using System.Text;

namespace CommentClassifier.Labels;

/// <summary>
/// JSON strings with the escapes JSON demands and no others: the framework's encoders escape emoji even when relaxed, and every
/// needless escape is paid for in tokens.
/// </summary>
public static class JsonText
{
    /// <summary>Appends the text as a JSON string, quotes included; half a surrogate pair becomes U+FFFD, as it would on the wire.</summary>
    public static void Append(StringBuilder json, ReadOnlySpan<char> text)
    {
        json.Append('"');
        var clean = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and not '"' and not '\\' && !char.IsSurrogate(c))
                continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            json.Append(text[clean..i]);
            clean = i + 1;
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append('\uFFFD'),
            };
        }

        json.Append(text[clean..]).Append('"');
    }
}
