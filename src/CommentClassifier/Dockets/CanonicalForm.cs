using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CommentClassifier.Dockets;

/// <summary>
/// Unicode normalisation form C (Unicode Standard Annex 15), so that an accented letter typed in one piece or in two is one
/// text. Written out because the framework's own does nothing under invariant globalization.
/// </summary>
internal static class CanonicalForm
{
    private const int HangulBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int Vowels = 21;
    private const int Trails = 28;
    private const int Leads = 19;

    private static readonly FrozenDictionary<int, (int First, int Second)> Decompositions;
    private static readonly FrozenDictionary<(int First, int Second), int> Compositions;
    private static readonly FrozenDictionary<int, byte> Classes;

    static CanonicalForm()
    {
        var decompositions = new Dictionary<int, (int, int)>();
        var compositions = new Dictionary<(int, int), int>();
        var (second, recomposes) = (0, false);
        foreach (var word in Words(CanonicalData.Pairs))
        {
            if (word[0] is '+' or '-')
            {
                (second, recomposes) = (Hex(word[1..]), word[0] == '+');
                continue;
            }

            var (whole, first) = Split(word, '=');
            decompositions[whole] = (first, second);
            if (recomposes)
            {
                compositions[(first, second)] = whole;
            }
        }

        foreach (var word in Words(CanonicalData.Singles))
        {
            var (whole, part) = Split(word, '=');
            decompositions[whole] = (part, 0);
        }

        var classes = new Dictionary<int, byte>();
        foreach (var word in Words(CanonicalData.Classes))
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            var (from, to) = word.Contains('-', StringComparison.Ordinal) ? Split(word[..colon], '-') : (Hex(word[..colon]), Hex(word[..colon]));
            for (var mark = from; mark <= to; mark++)
            {
                classes[mark] = byte.Parse(word.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            }
        }

        Decompositions = decompositions.ToFrozenDictionary();
        Compositions = compositions.ToFrozenDictionary();
        Classes = classes.ToFrozenDictionary();
    }

    /// <summary>The text in form C. The text holds no lone surrogates (see <see cref="CommentText"/>).</summary>
    public static string Compose(string text)
    {
        // Everything below U+0300 is in form C already, and so are the curly quotes and dashes that most other texts hold.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF') || !NeedsWork(text))
        {
            return text;
        }

        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, points);
        }

        Order(points);
        return Recompose(points);
    }

    private static bool NeedsWork(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value >= 0x300 && (Classes.ContainsKey(rune.Value) || Decompositions.ContainsKey(rune.Value) || rune.Value is >= LeadBase and < 0x1200))
            {
                return true;
            }
        }

        return false;
    }

    private static void Decompose(int point, List<int> into)
    {
        if (point is >= HangulBase and < HangulBase + (Leads * Vowels * Trails))
        {
            var index = point - HangulBase;
            into.Add(LeadBase + (index / (Vowels * Trails)));
            into.Add(VowelBase + (index % (Vowels * Trails) / Trails));
            if (index % Trails != 0)
            {
                into.Add(TrailBase + (index % Trails));
            }
        }
        else if (Decompositions.TryGetValue(point, out var parts))
        {
            Decompose(parts.First, into);
            if (parts.Second != 0)
            {
                Decompose(parts.Second, into);
            }
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>Sorts each run of marks by class, stably, as the standard asks; a run can be as long as a hostile text makes it.</summary>
    private static void Order(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (Class(points[start]) == 0)
            {
                continue;
            }

            var end = start + 1;
            while (end < points.Count && Class(points[end]) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var sorted = points.GetRange(start, end - start).OrderBy(Class).ToList();
                for (var i = 0; i < sorted.Count; i++)
                {
                    points[start + i] = sorted[i];
                }
            }

            start = end;
        }
    }

    private static string Recompose(List<int> points)
    {
        var built = new List<int>(points.Count);
        var (starter, lastClass) = (-1, 0);
        foreach (var point in points)
        {
            var mark = Class(point);
            var blocked = starter < 0 || (starter != built.Count - 1 && (lastClass >= mark || lastClass == 0));
            if (!blocked && TryCompose(built[starter], point) is { } whole)
            {
                built[starter] = whole;
                continue;
            }

            if (mark == 0)
            {
                starter = built.Count;
            }

            lastClass = mark;
            built.Add(point);
        }

        var text = new StringBuilder(built.Count);
        foreach (var point in built)
        {
            text.Append(new Rune(point).ToString());
        }

        return text.ToString();
    }

    private static int? TryCompose(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels)
        {
            return HangulBase + ((((first - LeadBase) * Vowels) + second - VowelBase) * Trails);
        }

        if (first is >= HangulBase and < HangulBase + (Leads * Vowels * Trails) && (first - HangulBase) % Trails == 0
            && second is > TrailBase and < TrailBase + Trails)
        {
            return first + second - TrailBase;
        }

        return Compositions.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static int Class(int point) => Classes.GetValueOrDefault(point);

    private static string[] Words(string data) => data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static (int Left, int Right) Split(string word, char at)
    {
        var index = word.IndexOf(at, StringComparison.Ordinal);
        return (Hex(word[..index]), Hex(word[(index + 1)..]));
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
