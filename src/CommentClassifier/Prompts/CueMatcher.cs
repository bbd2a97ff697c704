namespace CommentClassifier.Prompts;

/// <summary>
/// Finds all cues of all dimensions in one pass over a text: the automaton of Aho and Corasick (CACM 18(6), 1975) with a dense
/// table, built once. Time grows with the text and the matches, not with the number of cues.
/// </summary>
internal sealed class CueMatcher
{
    private const int Root = 0;
    private readonly Dictionary<char, int> rare = [];
    private readonly byte[] classes = new byte[128];
    private readonly int width;
    private readonly int[] next;
    private readonly int[][] cuesAt;
    private readonly int[] lengths;

    /// <param name="patterns">The patterns of <see cref="CueText.Pattern"/>; a match names one by its index.</param>
    public CueMatcher(IReadOnlyList<string> patterns)
    {
        lengths = [.. patterns.Select(p => p.Length)];
        var alphabet = patterns.SelectMany(p => p).Distinct().Order().ToList();
        for (var i = 0; i < alphabet.Count; i++)
        {
            if (alphabet[i] < 128)
                classes[alphabet[i]] = (byte)(i + 1);
            else
                rare[alphabet[i]] = i + 1;
        }

        width = alphabet.Count + 1;
        var table = new List<int>(new int[width]);
        var own = new List<List<int>> { new() };
        for (var p = 0; p < patterns.Count; p++)
        {
            var state = Root;
            foreach (var c in patterns[p])
            {
                var cell = (state * width) + Class(c);
                if (table[cell] == Root)
                {
                    table[cell] = own.Count;
                    own.Add([]);
                    table.AddRange(new int[width]);
                }

                state = table[cell];
            }

            own[state].Add(p);
        }

        next = [.. table];
        Link(own);
        cuesAt = [.. own.Select(o => o.ToArray())];
    }

    /// <summary>A cue found: its index and the source text it covers, from the first letter to behind the last.</summary>
    public readonly record struct Match(int Cue, int Start, int End);

    /// <summary>All matches, overlapping ones included, in the order of their ends.</summary>
    public List<Match> Find(string text)
    {
        var matches = new List<Match>();
        // places[i]: where the i-th folded character stands; a blank stands before the text and after it.
        var places = new int[text.Length + 2];
        places[0] = -1;
        var length = 1;
        var last = ' ';
        var state = next[Class(' ')];
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? CueText.Fold(text, i) : ' ';
            if (c == ' ' && last == ' ')
                continue;
            last = c;
            places[length++] = i;
            state = next[(state * width) + Class(c)];
            foreach (var cue in cuesAt[state])
                matches.Add(new Match(cue, places[length - lengths[cue] + 1], c == ' ' ? places[length - 2] + 1 : i + 1));
        }

        return matches;
    }

    private void Link(List<List<int>> own)
    {
        var fail = new int[own.Count];
        var queue = new Queue<int>();
        for (var c = 0; c < width; c++)
        {
            if (next[c] != Root)
                queue.Enqueue(next[c]);
        }

        while (queue.TryDequeue(out var state))
        {
            own[state].AddRange(own[fail[state]]);
            for (var c = 0; c < width; c++)
            {
                var cell = (state * width) + c;
                var fallback = next[(fail[state] * width) + c];
                if (next[cell] == Root)
                {
                    next[cell] = fallback;
                }
                else
                {
                    fail[next[cell]] = fallback;
                    queue.Enqueue(next[cell]);
                }
            }
        }
    }

    private int Class(char c) => c < 128 ? classes[c] : rare.GetValueOrDefault(c);
}
