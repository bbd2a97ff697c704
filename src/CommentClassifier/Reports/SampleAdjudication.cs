using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>Settles what coders of a sample labelled differently; append-only, the latest decision counts.</summary>
public static class SampleAdjudication
{
    /// <summary>How long a note may be.</summary>
    public const int MostOfANote = 4000;

    /// <summary>Records which label stands.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="codebook">Whose labels may stand beside those the coders gave; null: only theirs.</param>
    /// <param name="decision">The comment, the dimension, the label and who says so.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="ExpectedException">Coders do not differ there, or the label is nobody's.</exception>
    public static async Task<Adjudication> SettleAsync(Store store, Sample sample, Codebook? codebook, Adjudication decision, CancellationToken ct = default)
    {
        var item = (await CoderDisagreement.OfAsync(store, sample, ct)).FirstOrDefault(d => d.Comment == decision.Comment && d.Dimension == decision.Dimension)
            ?? throw new ExpectedException($"Coders do not differ on {decision.Dimension} of comment {decision.Comment} in sample {sample.Id}. Nothing was recorded.");
        var allowed = item.Coders.Select(c => c.Label).Concat(codebook?.Find(item.Dimension)?.Labels.Select(l => l.Name) ?? []).Distinct().ToList();
        if (!allowed.Contains(decision.Label))
        {
            throw new ExpectedException($"{decision.Dimension}: '{decision.Label}' is none of {string.Join(", ", allowed)}. Nothing was recorded.");
        }

        var note = string.IsNullOrWhiteSpace(decision.Note) ? null : decision.Note.Trim();
        var clean = decision with { Note = note is null ? null : note[..Math.Min(MostOfANote, note.Length)] };
        await store.Verdicts.AdjudicateAsync(sample.Docket, clean, ct);
        return clean;
    }
}
