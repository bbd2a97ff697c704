namespace CommentClassifier.Agreement.Reporting;

/// <summary>One coded comment: its reference label and the sampling design it came with.</summary>
internal sealed record CodedItem(string CommentId, string Reference, string? Stratum, double? Weight, string? Family);

/// <summary>The reference label of each coded comment (design.md): adjudicated, else the sole coder's, else the strict majority's.</summary>
internal sealed class ReferenceLabels
{
    private readonly CodedComments comments;
    private readonly List<CodedItem> items;
    private readonly Dictionary<string, int> onlyAdjudicated = new(StringComparer.Ordinal);
    private readonly int[] itemAt;
    private int adjudicated, sole, majority, ties;

    private ReferenceLabels(CodedComments comments, AgreementRequest request, DimensionInput dimension)
    {
        this.comments = comments;
        Votes = new CoderVotes(comments, dimension.Name);
        items = new List<CodedItem>(Votes.Coded);
        var rulings = dimension.Adjudicated ?? new Dictionary<string, string>();
        foreach (var id in rulings.Keys)
            if (comments.PlaceOf(id) < 0) onlyAdjudicated[id] = comments.Count + onlyAdjudicated.Count;
        itemAt = new int[comments.Count + onlyAdjudicated.Count];
        Array.Fill(itemAt, -1);
        for (var place = 0; place < comments.Count; place++) Add(request, rulings, comments.IdOf(place), place);
        foreach (var (id, place) in onlyAdjudicated) Add(request, rulings, id, place);
        Use = new ReferenceUse(NameOf(request), adjudicated, sole, majority, ties);
    }

    internal IReadOnlyList<CodedItem> Items => items;

    internal ReferenceUse Use { get; }

    internal CoderVotes Votes { get; }

    /// <summary>How many comments have a code or a ruling in this dimension, those without a reference label (ties) too.</summary>
    internal int Coded { get; private set; }

    internal static ReferenceLabels Of(AgreementRequest request, DimensionInput dimension) => Of(new CodedComments(request.Humans), request, dimension);

    internal static ReferenceLabels Of(CodedComments comments, AgreementRequest request, DimensionInput dimension) => new(comments, request, dimension);

    /// <summary>The item of a comment; -1 when it was coded and has no reference label (a tie); null when nobody coded it in this dimension.</summary>
    internal int? ItemOf(string id, out int place)
    {
        place = comments.PlaceOf(id);
        if (place < 0 && !onlyAdjudicated.TryGetValue(id, out place)) return null;
        return itemAt[place] >= 0 ? itemAt[place] : Votes.Count(place) > 0 ? -1 : null;
    }

    /// <summary>Places are below this.</summary>
    internal int Places => itemAt.Length;

    private void Add(AgreementRequest request, IReadOnlyDictionary<string, string> rulings, string id, int place)
    {
        var coders = Votes.Count(place);
        string? ruled = null;
        var settled = rulings.Count > 0 && rulings.TryGetValue(id, out ruled) && !string.IsNullOrWhiteSpace(ruled);
        if (coders > 0) Coded++;
        string? label = null;
        if (settled && request.Reference is ReferenceRule.Automatic or ReferenceRule.Adjudicated && settled)
        {
            label = ruled;
            adjudicated++;
            if (coders == 0) Coded++;
        }
        else if (request.Reference == ReferenceRule.Coder) label = Votes.By(place, request.ReferenceCoder!);
        else if (request.Reference != ReferenceRule.Adjudicated && coders > 0)
        {
            label = Votes.Majority(place);
            if (label is null) ties++;
            else if (coders == 1) sole++;
            else majority++;
        }

        if (label is null) return;
        var code = Votes.First(place);
        itemAt[place] = items.Count;
        items.Add(new CodedItem(id, label, code?.Stratum, code?.Weight, code?.FamilyKey));
    }

    private static string NameOf(AgreementRequest request) => request.Reference switch
    {
        ReferenceRule.Adjudicated => "adjudicated labels only",
        ReferenceRule.Majority => "strict majority of the coders",
        ReferenceRule.Coder => $"coder {request.ReferenceCoder}",
        _ => "adjudicated, else sole coder, else strict majority",
    };
}
