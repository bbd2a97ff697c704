using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CommentClassifier.Agreement.Estimation;
using CommentClassifier.Ledger;

namespace CommentClassifier.Reports;

/// <summary>
/// The queue of an audit: every disagreement that the filter lets through, and a random share of the agreeing items among them as
/// controls, in one shuffled order. Which items are in it and in which order depends on seed and ids only, never on verdicts, so that
/// the decided ones are at any moment a random part of each kind.
/// </summary>
public sealed record AuditQueue(IReadOnlyList<AuditItem> Items, int Disagreements, int Agreements)
{
    /// <summary>Items without a verdict, in order.</summary>
    public IEnumerable<AuditItem> Open => Items.Where(i => i.Verdict is null);

    /// <summary>Items with one.</summary>
    public int Decided => Items.Count(i => i.Verdict is not null);

    /// <summary>Builds the queue.</summary>
    public static AuditQueue Of(IEnumerable<AuditItem> all, AuditFilter filter)
    {
        if (filter.ControlShare is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(filter), filter.ControlShare, "The share of controls is at least 0 and below 1.");
        var inside = all.Where(i => Passes(i, filter)).ToLookup(i => i.Agrees);
        var disagreements = inside[false].ToList();
        var agreeing = inside[true].OrderBy(i => Ticket(i, filter.Seed)).ToList();
        var wanted = (int)Math.Ceiling(disagreements.Count * filter.ControlShare / (1 - filter.ControlShare));
        var controls = Math.Min(agreeing.Count, filter.ControlShare > 0 && disagreements.Count == 0 ? agreeing.Count : wanted);
        var items = disagreements
            .Concat(agreeing.Take(controls).Select(i => i with { Weight = agreeing.Count / (double)controls }))
            .OrderBy(i => Ticket(i, filter.Seed ^ 0x5bd1e995));
        return new AuditQueue([.. items], disagreements.Count, agreeing.Count);
    }

    /// <summary>
    /// How often the run's label stands, in the judgement of the audit, over all coded items that the filter lets through (agreeing ones
    /// weighted up). <paramref name="lenient"/> counts "both defensible" as right. Codebook gaps are left out. Null until both kinds
    /// that exist have verdicts. Stratified mean with finite population correction (Cochran 1977, ch. 5).
    /// </summary>
    public ShareEstimate? Accuracy(bool lenient, double level = 0.95)
    {
        double[] Right(bool agrees) => [.. Items.Where(i => i.Agrees == agrees && i.Verdict is { Kind: not VerdictKind.CodebookGap })
            .Select(i => Stands(i.Verdict!.Kind, lenient) ? 1.0 : 0)];
        var (wrong, right) = (Right(false), Right(true));
        if (Items.Count == 0 || (Disagreements > 0 && wrong.Length == 0) || (Agreements > 0 && right.Length == 0))
            return null;
        return DifferenceEstimator.Stratified(0, [(Disagreements, wrong), (Agreements, right)], level) with { Method = "stratified audit" };
    }

    private static bool Stands(VerdictKind kind, bool lenient) =>
        kind is VerdictKind.ModelRight or VerdictKind.Agreed || (lenient && kind == VerdictKind.BothDefensible);

    private static bool Passes(AuditItem item, AuditFilter filter) =>
        (filter.Dimension is null || item.Dimension == filter.Dimension)
        && (filter.Campaign is null || item.Campaign == filter.Campaign)
        && (filter.ConfidenceFrom is null || item.Confidence >= filter.ConfidenceFrom)
        && (filter.ConfidenceTo is null || item.Confidence <= filter.ConfidenceTo)
        && (item.Agrees
            ? (filter.Human is null && filter.Machine is null) || item.Human == filter.Human || item.Machine == filter.Machine
            : (filter.Human is null || item.Human == filter.Human) && (filter.Machine is null || item.Machine == filter.Machine));

    private static UInt128 Ticket(AuditItem item, long seed) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{item.Dimension}\n{item.Comment}")));
}
