using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>What an audit needs from the store.</summary>
public static class AuditSource
{
    /// <summary>
    /// Every comment and dimension that both people and the run labelled. The human label is the coders' own, not the adjudicated one:
    /// a verdict must not remove the disagreement it judges. Where the coders tie, the label that settled the tie; unsettled: left out.
    /// </summary>
    public static async Task<IReadOnlyList<AuditItem>> ItemsAsync(Store store, RunRecord run, CancellationToken ct = default)
    {
        var last = await store.Humans.LastAsync(run.Spec.Docket, ct);
        var both = await store.Runs.KeepAsync(run.Id, "audit", $"{last}", () => BothAsync(store, run), ct);
        var verdicts = (await store.Verdicts.ListAsync(run.Id, latestOnly: true, ct)).ToDictionary(v => (v.Comment, v.Dimension));
        var settled = both.Exists(i => i.Human.Length == 0)
            ? (await store.Verdicts.AdjudicatedAsync(run.Spec.Docket, ct)).ToDictionary(a => (a.Comment, a.Dimension), a => a.Label)
            : [];
        var items = new List<AuditItem>(both.Count);
        foreach (var item in both)
        {
            var human = item.Human.Length > 0 ? item.Human : settled.GetValueOrDefault((item.Comment, item.Dimension));
            if (human is null)
                continue;
            var verdict = verdicts.GetValueOrDefault((item.Comment, item.Dimension));
            items.Add(verdict is null && item.Human.Length > 0 ? item : item with { Human = human, Verdict = verdict });
        }

        return items;
    }

    // What verdicts do not change; without a human label where the coders tie.
    private static async Task<List<AuditItem>> BothAsync(Store store, RunRecord run)
    {
        var machine = (await store.Runs.CodedLabelsAsync(run.Id)).ToDictionary(l => (l.Comment, l.Dimension));
        var places = (await store.Runs.CodedPlacesAsync(run.Id)).ToDictionary(p => p.Comment);
        var items = new List<AuditItem>(machine.Count);
        foreach (var group in (await store.Humans.MatrixAsync(run.Spec.Docket)).GroupBy(h => (h.Comment, h.Dimension)))
        {
            if (!machine.TryGetValue(group.Key, out var label))
                continue;
            items.Add(new AuditItem
            {
                Comment = group.Key.Comment,
                Dimension = group.Key.Dimension,
                Human = Majority(group) ?? "",
                Coders = [.. group.Select(h => new CoderLabel(h.Coder, h.Label))],
                Machine = label.Label,
                Confidence = label.Confidence,
                Quote = label.Quote,
                Campaign = places.GetValueOrDefault(group.Key.Comment)?.Campaign,
            });
        }

        return items;
    }

    /// <summary>The comment's text as it was sent (quotes are offsets into it); null when it was withdrawn.</summary>
    public static async Task<string?> TextAsync(Store store, DocketId docket, CommentId comment, CancellationToken ct = default) =>
        (await store.Comments.FindAsync(docket, comment, ct))?.SentText;

    private static string? Majority(IEnumerable<HumanLabel> group)
    {
        var labels = group.ToList();
        if (labels.Count == 1)
            return labels[0].Label;
        var votes = labels.GroupBy(l => l.Label, StringComparer.Ordinal).Select(g => (g.Key, Count: g.Count())).OrderByDescending(v => v.Count).ToList();
        return 2 * votes[0].Count > votes.Sum(v => v.Count) ? votes[0].Key : null;
    }
}
