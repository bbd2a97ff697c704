using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CommentClassifier.Dockets;

/// <summary>
/// Tells a text that only points to an attachment ("See attached file(s)") from one that says something. A text is read unless
/// every sentence of it is a pointer, a title or a courtesy: missing a pointer costs one label "not addressed", the opposite loses a comment.
/// </summary>
public static partial class AttachmentReference
{
    private const int LongestPointer = 450;

    private static readonly FrozenSet<string> Procedural = """
        a about above across additional all along also am an and another answer answers any are as at available be been behalf being below box by can character characters
        s combined comment commentary comments commenting complete consider consideration considered contained contains continued
        continual contents continue copy could cover dear detail detailed details did discussion docket document documents doc docx documentation
        each electronic electronically enclosed entire every feedback fetch field file filed files final find fit follow following follows for formal format formatted
        formally form from full fully further good greetings hello her here hereby herein herewith hi his i i'm i've in included includes including information initial input
        inquiry into is issue it it's its joint kind kindly large letter letters limit limited longer look main materials may me my
        name note notice number numerous of offer on one online only opportunity or original our out outlined over own page pages paper part pdf pdfs personal please pleased posed
        position present presented previous proposed provide provided providing provides public question questions
        ran re read reading reason received recommendations refer reference referencing referenced regarding regards related reply report represent request requested
        requests respectfully responding response responses responded respond responsive review rfi rfc rules said section see sent separate separately several short signed
        significant size space statement story submission submissions submit submits submitted submitting such summary supporting text thank thanks that the their
        them these they this thoughts through time to too two txt under up upload uploaded uploading version very via view views was we we've well were which while
        who will with within word words written you your yours below concern concerns in-depth appreciates appreciate excited grateful hope happy honored
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether there is nothing to read in <paramref name="text"/> (normalised) but the way to an attachment.</summary>
    /// <param name="text">The normalised text.</param>
    /// <param name="hasAttachments">The record names attachments: then a bare title or courtesy is no text of its own either.</param>
    public static bool IsOnlyAttachment(string text, bool hasAttachments)
    {
        if (text.Length == 0 || text.Length > LongestPointer || Stance().IsMatch(text))
        {
            return false;
        }

        if (BareFile().IsMatch(text))
        {
            return true;
        }

        var points = false;
        foreach (var sentence in SentenceEnd().Split(text))
        {
            if (string.IsNullOrWhiteSpace(sentence))
            {
                continue;
            }

            var pointer = Pointer().IsMatch(sentence);
            points |= pointer;
            if (!(pointer ? IsProcedural(sentence, hasAttachments ? 2 : 0) : IsCourtesyOrTitle(sentence, hasAttachments)))
            {
                return false;
            }
        }

        return points || (hasAttachments && Title().IsMatch(text));
    }

    private static bool IsCourtesyOrTitle(string sentence, bool hasAttachments) =>
        Courtesy().IsMatch(sentence) ? IsProcedural(sentence, 2) : IsProcedural(sentence, hasAttachments ? 1 : 0);

    /// <summary>Names, codes and numbers aside, the words are those of a covering note; a few others are forgiven, never most.</summary>
    private static bool IsProcedural(string sentence, int forgiven)
    {
        var (words, foreign) = (0, 0);
        foreach (Match match in Word().Matches(sentence))
        {
            words++;
            var word = match.Value.Replace('’', '\'').TrimEnd('\'');
            var plain = word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;
            var name = char.IsUpper(plain[0]) && words > 1 && plain.Length > 1;
            if (!name && !AttachWord().IsMatch(plain) && !Procedural.Contains(plain.ToLowerInvariant()))
            {
                foreign++;
            }
        }

        return foreign <= forgiven && foreign * 3 <= words;
    }

    /// <summary>A word that takes a side or tells of something done: then the text is to be read, attachment or not.</summary>
    [GeneratedRegex(
        """\b(oppos|support(?!ing (document|material|file))|urg(e|es|ing)\b|should|shouldn|must\b|never\b|stop|ban(ned|s)?\b|prohibit|protect|steal|stole|theft|thie[fv]|infring|illegal|unfair|fair\b|agree|disagree|against|favor|believe|feel\b|need(s|ed)?\b|want|deserve|demand|allow|require[ds]?\b|destroy|harm|hurt|wrong|right(s)?\b|copyrightab|consent|permission|recommend\b|reject|withdraw|endorse|concerned|worried|cannot|can't|don't|do not|not be\b|is (a|an) (tool|threat|danger))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Stance();

    [GeneratedRegex("""\b(attach\w*|uploaded|uploading|enclosed|enclosure|submission file|separate (document|file|pdf)|(a|the|this|see|as|in|my|our) (pdf|file|docx?)\b|document \(pdf\))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pointer();

    [GeneratedRegex("""^attach(ed|ment|ments|ing)?$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AttachWord();

    [GeneratedRegex("""^\W*(please )?(see|refer to|read|view|open) (the |my |our )?(file|files|pdf|document|doc|letter)(\(s\))?\W*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareFile();

    [GeneratedRegex("""\b(thank|thanks|regards|sincerely|respectfully|dear|hello|good (morning|afternoon|evening)|on behalf of|look forward|pleased|appreciates?|opportunity)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Courtesy();

    /// <summary>A covering title: it names a comment, a response or a file code and says no more.</summary>
    [GeneratedRegex("""\b(comments?|response|responses|responds|reply|submission|submits|request for information|RFI|[A-Z]{2,6}-[0-9]{2,4}-[A-Z0-9]{2,})\b""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex("""(?<=[a-z)\]\d][.!?;])\s+|\n+|(?<=file\(s\))(?=[A-Z])""", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("""\p{L}[\p{L}\p{M}'’-]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
