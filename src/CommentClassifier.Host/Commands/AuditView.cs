using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Reports.Charts;

namespace CommentClassifier.Host.Commands;

/// <summary>The audit queue as people read it in a terminal.</summary>
internal static class AuditView
{
    public static void Write(Session session, RunRecord run, AuditQueue queue, IReadOnlyList<AuditCard> cards)
    {
        var output = session.Output;
        foreach (var card in cards)
        {
            var item = card.Item;
            output.WriteLine($"── {item.Comment}  {item.Dimension}{(item.Agrees ? "  (control: they agree)" : "")}{(item.Verdict is { } v ? $"  verdict: {v.Kind}" : "")}");
            output.WriteLine($"   human {item.Human}{(item.Coders.Count > 1 ? $" ({string.Join(", ", item.Coders.Select(c => $"{c.Coder} {c.Label}"))})" : "")} · model {item.Machine}{(item.Confidence is { } c ? $" at {ChartFormat.Percent(c)}" : "")}");
            foreach (var (label, definition) in card.Definitions)
            {
                output.WriteLine($"   {label}: {definition}");
            }

            output.WriteLine();
            output.WriteLine("   " + AuditCard.Printable(card.Excerpt).ReplaceLineEndings("\n   "));
            output.WriteLine();
        }

        output.WriteLine(queue.Items.Count == 0
            ? "Nothing to audit: no comment that people coded has a label of this run, or the filter lets none through."
            : $"{queue.Decided} of {queue.Items.Count} have a verdict ({queue.Disagreements} disagreements, {queue.Items.Count(i => i.Agrees)} controls of {queue.Agreements} that agree).");
        if (queue.Accuracy(lenient: false) is { } strict && queue.Accuracy(lenient: true) is { } lenient)
        {
            output.WriteLine($"By the verdicts so far the run's label stands in {Estimate(strict)}; with both-defensible, {Estimate(lenient)}.");
        }

        if (cards.FirstOrDefault(c => c.Item.Verdict is null) is { } next)
        {
            session.Note($"Say who is right: comment-classifier audit verdict --run {run.Id} --comment {next.Item.Comment} --dimension {next.Item.Dimension} --verdict human-right|model-right|both-defensible|both-wrong|codebook-gap");
        }
    }

    private static string Estimate(ShareEstimate estimate) =>
        ChartFormat.Percent(estimate.Estimate) + (estimate.Low is null ? "" : $" ({ChartFormat.Range(estimate.Low, estimate.High)})");
}
