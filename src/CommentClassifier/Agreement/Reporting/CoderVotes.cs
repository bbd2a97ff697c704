namespace CommentClassifier.Agreement.Reporting;

/// <summary>A comment that two or more people coded, with what each said.</summary>
internal sealed record SharedComment(string CommentId, string? Family, IReadOnlyList<(string Coder, string Label)> Codes);

/// <summary>
/// What each coder said in one dimension, by the comment's place. Most comments have one coder, so only those with more hold a list.
/// A coder who codes a comment again corrects the earlier code.
/// </summary>
internal sealed class CoderVotes
{
    private readonly CodedComments comments;
    private readonly HumanCode?[] first;
    private readonly string[] label;
    private readonly Dictionary<int, List<(string Coder, string Label)>> several = [];

    internal CoderVotes(CodedComments comments, string dimension)
    {
        this.comments = comments;
        first = new HumanCode?[comments.Count];
        label = new string[comments.Count];
        for (var i = 0; i < comments.Codes.Count; i++)
        {
            var code = comments.Codes[i];
            if (code.Labels.TryGetValue(dimension, out var given) && !string.IsNullOrWhiteSpace(given)) Add(comments.PlaceOfCode(i), code, given);
        }
    }

    /// <summary>How many comments have a code in this dimension.</summary>
    internal int Coded { get; private set; }

    /// <summary>The comments that two or more people coded, in order of appearance.</summary>
    internal SharedComment[] Shared =>
        [.. several.OrderBy(s => s.Key).Select(s => new SharedComment(comments.IdOf(s.Key), first[s.Key]!.FamilyKey, s.Value))];

    /// <summary>Every label that anybody gave.</summary>
    internal IEnumerable<string> Labels
    {
        get
        {
            var seen = several.Values.SelectMany(codes => codes.Select(c => c.Label)).ToHashSet(StringComparer.Ordinal);
            for (var place = 0; place < first.Length; place++)
                if (first[place] is not null) seen.Add(label[place]);
            return seen;
        }
    }

    /// <summary>The first code of a comment, which carries its sampling design; null when nobody coded it in this dimension.</summary>
    internal HumanCode? First(int place) => place < first.Length ? first[place] : null;

    /// <summary>How many people coded a comment.</summary>
    internal int Count(int place) => First(place) is null ? 0 : several.TryGetValue(place, out var codes) ? codes.Count : 1;

    /// <summary>What a coder said of a comment, or null.</summary>
    internal string? By(int place, string coder) => First(place) is not { } only ? null
        : several.TryGetValue(place, out var codes) ? codes.FirstOrDefault(c => c.Coder == coder).Label
        : only.Coder == coder ? label[place] : null;

    /// <summary>The label of more than half of a comment's coders (a sole coder is more than half), or null.</summary>
    internal string? Majority(int place)
    {
        if (!several.TryGetValue(place, out var codes)) return First(place) is null ? null : label[place];
        var top = codes.GroupBy(c => c.Label, StringComparer.Ordinal).MaxBy(g => g.Count())!;
        return 2 * top.Count() > codes.Count ? top.Key : null;
    }

    private void Add(int place, HumanCode code, string given)
    {
        if (first[place] is not { } before)
        {
            (first[place], label[place]) = (code, given);
            Coded++;
            return;
        }
        if (!several.TryGetValue(place, out var codes))
        {
            if (before.Coder == code.Coder)
            {
                label[place] = given;
                return;
            }
            several[place] = codes = [(before.Coder, label[place])];
        }
        var again = codes.FindIndex(c => c.Coder == code.Coder);
        if (again >= 0) codes[again] = (code.Coder, given);
        else codes.Add((code.Coder, given));
    }
}
