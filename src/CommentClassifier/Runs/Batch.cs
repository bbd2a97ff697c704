using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>The texts that will share one request.</summary>
/// <param name="Items">At least one.</param>
/// <param name="BrokenReplies">How many replies to this very batch were broken as a whole.</param>
/// <param name="Outages">How many times the endpoint failed on this very batch after all transport retries.</param>
/// <param name="Incomplete">How many replies answered for some of these texts but not, or not validly, for all.</param>
/// <param name="Purpose">Why they are asked; what follows from a reply is asked for the same reason.</param>
internal sealed record Batch(
    IReadOnlyList<WorkItem> Items, int BrokenReplies = 0, int Outages = 0, int Incomplete = 0, RequestPurpose Purpose = RequestPurpose.Label)
{
    /// <summary>The two halves; a split spends no attempt of any comment.</summary>
    public IEnumerable<Batch> Halves()
    {
        var middle = (Items.Count + 1) / 2;
        yield return new Batch([.. Items.Take(middle)], BrokenReplies: 1);
        yield return new Batch([.. Items.Skip(middle)], BrokenReplies: 1);
    }
}
