namespace CommentClassifier.Agreement.Reporting;

/// <summary>One coded comment: its reference label and the sampling design it came with.</summary>
internal sealed record CodedItem(string CommentId, string Reference, string? Stratum, double? Weight, string? Family);

/// <summary>The reference label of each coded comment (design.md): adjudicated, else the sole coder's, else the strict majority's.</summary>
internal sealed record ReferenceLabels(IReadOnlyList<CodedItem> Items, ReferenceUse Use, IReadOnlyDictionary<string, List<(string Coder, string Label)>> Votes)
{
    internal static ReferenceLabels Of(AgreementRequest request, DimensionInput dimension)
    {
        var votes = new Dictionary<string, List<(string Coder, string Label)>>(StringComparer.Ordinal);
        var first = new Dictionary<string, HumanCode>(StringComparer.Ordinal);
        foreach (var code in request.Humans)
        {
            if (!code.Labels.TryGetValue(dimension.Name, out var label) || string.IsNullOrWhiteSpace(label)) continue;
            if (!votes.TryGetValue(code.CommentId, out var list))
            {
                votes[code.CommentId] = list = new(1);
                first[code.CommentId] = code;
            }
            // A coder who codes a comment again corrects the earlier code.
            var again = list.FindIndex(v => v.Coder == code.Coder);
            if (again >= 0) list[again] = (code.Coder, label);
            else list.Add((code.Coder, label));
        }

        int adjudicated = 0, sole = 0, majority = 0, ties = 0;
        var items = new List<CodedItem>(votes.Count);
        foreach (var (id, list) in votes) Add(id, list);
        foreach (var id in (dimension.Adjudicated ?? new Dictionary<string, string>()).Keys)
            if (!votes.ContainsKey(id)) Add(id, []);
        var rule = request.Reference switch
        {
            ReferenceRule.Adjudicated => "adjudicated labels only",
            ReferenceRule.Majority => "strict majority of the coders",
            ReferenceRule.Coder => $"coder {request.ReferenceCoder}",
            _ => "adjudicated, else sole coder, else strict majority",
        };
        return new ReferenceLabels(items, new ReferenceUse(rule, adjudicated, sole, majority, ties), votes);

        void Add(string id, List<(string Coder, string Label)> list)
        {
            var code = first.GetValueOrDefault(id);
            string? ruled = null;
            var settled = dimension.Adjudicated?.TryGetValue(id, out ruled) == true && !string.IsNullOrWhiteSpace(ruled);
            string? label = null;
            if (settled && request.Reference is ReferenceRule.Automatic or ReferenceRule.Adjudicated && settled)
            {
                label = ruled;
                adjudicated++;
            }
            else if (request.Reference == ReferenceRule.Coder) label = list.FirstOrDefault(v => v.Coder == request.ReferenceCoder).Label;
            else if (request.Reference != ReferenceRule.Adjudicated && list.Count == 1)
            {
                label = list[0].Label;
                sole++;
            }
            else if (request.Reference != ReferenceRule.Adjudicated && list.Count > 1)
            {
                var top = list.GroupBy(v => v.Label, StringComparer.Ordinal).MaxBy(g => g.Count())!;
                if (2 * top.Count() > list.Count)
                {
                    label = top.Key;
                    majority++;
                }
                else ties++;
            }
            if (label is not null) items.Add(new CodedItem(id, label, code?.Stratum, code?.Weight, code?.FamilyKey));
        }
    }
}
