using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>Cuts the sentence around a place out of a text, verbatim.</summary>
internal static class Sentences
{
    // To each side of the place: a quote of some twenty words, as the prompts ask for.
    private const int MaxReach = 48;
    private const int MinLength = 12;

    /// <summary>The sentence that covers the place, cut at a blank where it is long; null only for a blank text.</summary>
    public static TextSpan? Around(string text, int start, int end)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        end = Math.Max(start, end);

        var from = start;
        while (from > 0 && !EndsSentence(text, from - 1) && (start - from < MaxReach || !char.IsWhiteSpace(text[from - 1])) && start - from < 2 * MaxReach)
            from--;
        while (from < start && char.IsWhiteSpace(text[from]))
            from++;

        // A heading or an "I agree." alone is no evidence: go on into the next sentence.
        var to = end;
        while (to < text.Length && !(EndsSentence(text, to - 1) && to - from >= MinLength)
            && (to - end < MaxReach || !char.IsWhiteSpace(text[to])) && to - end < 2 * MaxReach)
            to++;
        while (to > from && char.IsWhiteSpace(text[to - 1]))
            to--;

        if (from > 0 && from < text.Length && char.IsSurrogatePair(text[from - 1], text[from]))
            from--;
        if (to > 0 && to < text.Length && char.IsSurrogatePair(text[to - 1], text[to]))
            to++;
        // The text's last words, too few to stand alone: take words before them.
        while (from > 0 && (to - from < MinLength || !char.IsWhiteSpace(text[from - 1])) && to - from < 2 * MaxReach)
            from--;
        while (from < to && (char.IsWhiteSpace(text[from]) || (from > 0 && char.IsSurrogatePair(text[from - 1], text[from]))))
            from++;
        return to > from ? new TextSpan(from, to - from) : null;
    }

    private static bool EndsSentence(string text, int at) =>
        at >= 0 && (text[at] == '\n' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]))));
}
