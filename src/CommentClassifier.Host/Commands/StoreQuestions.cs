using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Commands;

/// <summary>Questions to the store whose failure a user can mend.</summary>
internal static class StoreQuestions
{
    /// <summary>The run of that id, or whose id starts so.</summary>
    /// <exception cref="ExpectedException">There is none.</exception>
    public static async Task<RunRecord> FindRunAsync(this Store store, string idOrPrefix, CancellationToken cancellationToken)
    {
        if (await store.Runs.FindAsync(idOrPrefix, cancellationToken).ConfigureAwait(false) is { } run)
        {
            return run;
        }

        var known = await store.Runs.ListAsync(null, cancellationToken).ConfigureAwait(false);
        throw new ExpectedException(known.Count == 0
            ? $"There is no run {idOrPrefix}: nothing has run yet. Start one with: comment-classifier run --docket <id> --prompt <name@version> --model <model>"
            : $"There is no run {idOrPrefix}; the latest are {string.Join(", ", known.Take(5).Select(r => r.Run.Id.Value))}. List all with: comment-classifier runs");
    }
}
