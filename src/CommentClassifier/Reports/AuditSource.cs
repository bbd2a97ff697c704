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
        var machine = (await store.Runs.CodedLabelsAsync(run.Id, ct)).ToDictionary(l => (l.Comment, l.Dimension));
        var places = (await store.Runs.CodedPlacesAsync(run.Id, ct)).ToDictionary(p => p.Comment);
        var verdicts = (await store.Verdicts.ListAsync(run.Id, latestOnly: true, ct)).ToDictionary(v => (v.Comment, v.Dimension));
        var settled = (await store.Verdicts.AdjudicatedAsync(run.Spec.Docket, ct)).ToDictionary(a => (a.Comment, a.Dimension), a => a.Label);
        var items = new List<AuditItem>();
        foreach (var group in (await store.Humans.MatrixAsync(run.Spec.Docket, null, ct)).GroupBy(h => (h.Comment, h.Dimension)))
        {
            if (!machine.TryGetValue(group.Key, out var label) || (Majority(group) ?? settled.GetValueOrDefault(group.Key)) is not { } human)
                continue;
            items.Add(new AuditItem
            {
                Comment = group.Key.Comment,
                Dimension = group.Key.Dimension,
                Human = human,
                Coders = [.. group.Select(h => new CoderLabel(h.Coder, h.Label))],
                Machine = label.Label,
                Confidence = label.Confidence,
                Quote = label.Quote,
                Campaign = places.GetValueOrDefault(group.Key.Comment)?.Campaign,
                Verdict = verdicts.GetValueOrDefault(group.Key),
            });
        }

        return items;
    }

    /// <summary>The comment's text as it was sent (quotes are offsets into it); null when it was withdrawn.</summary>
    public static async Task<string?> TextAsync(Store store, DocketId docket, CommentId comment, CancellationToken ct = default) =>
        (await store.Comments.FindAsync(docket, comment, ct))?.SentText;

    private static string? Majority(IEnumerable<HumanLabel> labels)
    {
        var votes = labels.GroupBy(l => l.Label, StringComparer.Ordinal).Select(g => (g.Key, Count: g.Count())).OrderByDescending(v => v.Count).ToList();
        return 2 * votes[0].Count > votes.Sum(v => v.Count) ? votes[0].Key : null;
    }
}
