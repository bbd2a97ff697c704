using CommentClassifier.Ledger;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary>One item of <c>audit list --json</c>.</summary>
internal sealed record AuditRow(
    string CommentId, string Dimension, string Human, IReadOnlyList<CoderLabel> Coders, string Machine, double? Confidence, bool Agrees, double Weight,
    long? Campaign, VerdictKind? Verdict, string? Label, string? Text, string? Quote, IReadOnlyDictionary<string, string> Definitions);

/// <summary>How often the run's label stands, with its interval; null until both kinds have verdicts.</summary>
internal sealed record AuditedAccuracy(double? Strict, double? StrictLow, double? StrictHigh, double? Lenient, double? LenientLow, double? LenientHigh, string Method);

/// <summary>The document of <c>audit list --json</c>.</summary>
internal sealed record AuditDocument(
    string Run, int Disagreements, int Agreements, int Queue, int Decided, AuditedAccuracy? Accuracy, IReadOnlyList<AuditRow> Items)
{
    public static AuditDocument Of(RunRecord run, AuditQueue queue, IEnumerable<AuditCard> cards)
    {
        var (strict, lenient) = (queue.Accuracy(lenient: false), queue.Accuracy(lenient: true));
        var accuracy = strict is null || lenient is null ? null
            : new AuditedAccuracy(strict.Estimate, strict.Low, strict.High, lenient.Estimate, lenient.Low, lenient.High, strict.Method);
        return new AuditDocument(
            run.Id.Value, queue.Disagreements, queue.Agreements, queue.Items.Count, queue.Decided, accuracy,
            [.. cards.Select(c => new AuditRow(
                c.Item.Comment.Value, c.Item.Dimension, c.Item.Human, c.Item.Coders, c.Item.Machine, c.Item.Confidence, c.Item.Agrees, c.Item.Weight,
                c.Item.Campaign, c.Item.Verdict?.Kind, c.Item.Verdict?.AdjudicatedLabel, c.Text, c.Quote, c.Definitions))]);
    }
}
