using System.Text;

namespace CommentClassifier.Prompts;

/// <summary>How texts and cues are compared: letters and digits in lower case, apostrophes within words, and everything else as one blank.</summary>
internal static class CueText
{
    /// <summary>The form of the character at a place: ' ' for whatever parts words.</summary>
    public static char Fold(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        return c switch
        {
            >= 'a' and <= 'z' or >= '0' and <= '9' => c,
            >= 'A' and <= 'Z' => (char)(c | 0x20),
            '\'' or '\u2019' or '\u2018' or '`' => at > 0 && at + 1 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]) ? '\'' : ' ',
            < '\u0080' => ' ',
            _ => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ',
        };
    }

    /// <summary>The phrase as it is looked for: a blank before and after, which makes word boundaries; none after where a '*' ends it.</summary>
    public static string Pattern(string phrase)
    {
        var pattern = new StringBuilder(" ");
        for (var i = 0; i < phrase.Length; i++)
        {
            var c = Fold(phrase, i);
            if (c != ' ' || pattern[^1] != ' ')
                pattern.Append(c);
        }

        var trimmed = pattern.ToString().TrimEnd();
        return phrase.TrimEnd().EndsWith('*') ? trimmed : trimmed + " ";
    }

    public static bool IsUsable(string phrase) => Pattern(phrase).Any(char.IsLetterOrDigit);

    public static bool Same(string a, string b) => Pattern(a) == Pattern(b);
}
