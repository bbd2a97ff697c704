using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>A verdict to be given.</summary>
public sealed record VerdictOrder(CommentId Comment, string Dimension, VerdictKind Kind, string Coder)
{
    /// <summary>The label that should stand; decided by the verdict where it is plain.</summary>
    public string? Label { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }
}

/// <summary>Gives verdicts: checked, appended, never changed.</summary>
public static class AuditVerdicts
{
    /// <summary>Appends a verdict and returns it with the label that stands.</summary>
    /// <exception cref="ExpectedException">The comment was not labelled by both, the label is unknown, or the verdict does not fit the case.</exception>
    public static async Task<Verdict> GiveAsync(Store store, RunRecord run, VerdictOrder order, TimeProvider time, CancellationToken ct = default)
    {
        var items = await AuditSource.ItemsAsync(store, run, ct);
        var item = items.FirstOrDefault(i => i.Comment == order.Comment && i.Dimension == order.Dimension)
            ?? throw new ExpectedException(
                $"Comment {order.Comment} has no human and machine label in dimension '{order.Dimension}' of run {run.Id}; list what can be judged with: comment-classifier audit list --run {run.Id}");
        var dimension = (await RunCodebook.OfAsync(store, run, ct)).Find(order.Dimension);
        var verdict = new Verdict
        {
            Run = run.Id,
            Comment = order.Comment,
            Dimension = order.Dimension,
            Kind = order.Kind,
            AdjudicatedLabel = Standing(item, order, dimension),
            Note = order.Note,
            Coder = order.Coder,
            At = time.GetUtcNow(),
        };
        await store.Verdicts.AppendAsync(verdict, ct);
        return verdict;
    }

    /// <summary>The label that stands after the verdict, or null where none does.</summary>
    internal static string? Standing(AuditItem item, VerdictOrder order, Dimension? dimension)
    {
        if (order.Label is { } label && dimension is not null && dimension.Find(label) is null)
            throw new ExpectedException($"--label {label}: dimension '{item.Dimension}' has {string.Join(", ", dimension.Labels.Select(l => l.Name))}.", 2);
        if (item.Agrees && order.Kind is VerdictKind.HumanRight or VerdictKind.ModelRight)
            throw new ExpectedException($"Person and model agree on {item.Comment} ({item.Human}); say agreed, both-wrong, both-defensible or codebook-gap.", 2);
        if (!item.Agrees && order.Kind == VerdictKind.Agreed)
            throw new ExpectedException($"Person ({item.Human}) and model ({item.Machine}) disagree on {item.Comment}; say human-right, model-right, both-defensible, both-wrong or codebook-gap.", 2);
        var plain = order.Kind switch
        {
            VerdictKind.HumanRight or VerdictKind.Agreed => item.Human,
            VerdictKind.ModelRight => item.Machine,
            _ => null,
        };
        if (plain is not null && order.Label is not null && order.Label != plain)
            throw new ExpectedException($"--label {order.Label} contradicts the verdict, by which {plain} stands; leave it out, or say both-wrong.", 2);
        return plain ?? order.Label;
    }
}
