namespace CommentClassifier.Agreement.Reporting;

/// <summary>
/// The comments that anybody coded, each with a place (a small number), in order of appearance. Made once for all dimensions: with a
/// hundred thousand comments, looking ids up is what a measurement costs most.
/// </summary>
internal sealed class CodedComments
{
    private readonly Dictionary<string, int> places;
    private readonly List<string> ids;
    private readonly int[] placeOfCode;

    internal CodedComments(IReadOnlyList<HumanCode> codes)
    {
        Codes = codes;
        places = new Dictionary<string, int>(codes.Count, StringComparer.Ordinal);
        ids = new List<string>(codes.Count);
        placeOfCode = new int[codes.Count];
        for (var i = 0; i < placeOfCode.Length; i++)
        {
            if (!places.TryGetValue(codes[i].CommentId, out var place))
            {
                places[codes[i].CommentId] = place = ids.Count;
                ids.Add(codes[i].CommentId);
            }
            placeOfCode[i] = place;
        }
    }

    internal IReadOnlyList<HumanCode> Codes { get; }

    /// <summary>How many different comments.</summary>
    internal int Count => ids.Count;

    internal string IdOf(int place) => ids[place];

    /// <summary>A comment's place, or -1 when nobody coded it.</summary>
    internal int PlaceOf(string id) => places.GetValueOrDefault(id, -1);

    /// <summary>The place of the comment that a code is of.</summary>
    internal int PlaceOfCode(int code) => placeOfCode[code];
}
