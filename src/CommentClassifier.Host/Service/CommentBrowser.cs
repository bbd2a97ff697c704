using CommentClassifier.Dockets;
using CommentClassifier.Host.Api;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Service;

/// <summary>Which comments of a docket; one kind of filter at a time, because each has its own index.</summary>
/// <param name="Q">Words of the text, or a comment's id.</param>
/// <param name="Content">readable, attachmentOnly, empty or withdrawn.</param>
/// <param name="Run">A run, with <paramref name="State"/> or with <paramref name="Dimension"/> and <paramref name="Label"/>.</param>
/// <param name="State">A state of the run.</param>
/// <param name="Dimension">A dimension.</param>
/// <param name="Label">A label of it.</param>
/// <param name="Family">A family of near-duplicates.</param>
/// <param name="After">Where the page begins.</param>
/// <param name="Size">Comments a page, 1 to 200; default 50.</param>
public sealed record CommentFilter(
    string? Q = null, string? Content = null, string? Run = null, string? State = null, string? Dimension = null, string? Label = null, long? Family = null,
    long? After = null, int? Size = null);

/// <summary>Pages of comments, for the desk and the API alike.</summary>
internal sealed class CommentBrowser(Store store)
{
    public async Task<CommentPage> PageAsync(string docket, CommentFilter filter, CancellationToken cancellationToken)
    {
        await store.RequireDocketAsync(docket, cancellationToken).ConfigureAwait(false);
        var id = new DocketId(docket);
        var after = Math.Max(0, filter.After ?? 0);
        var size = Math.Clamp(filter.Size ?? 50, 1, 200);
        if (!string.IsNullOrWhiteSpace(filter.Q))
        {
            return await store.Comments.SearchAsync(id, filter.Q, after, size, cancellationToken).ConfigureAwait(false);
        }

        if (filter.Family is { } family)
        {
            return await store.Comments.ByFamilyAsync(id, family, after, size, cancellationToken).ConfigureAwait(false);
        }

        if (!string.IsNullOrEmpty(filter.Run))
        {
            var run = await store.RequireRunAsync(filter.Run, cancellationToken).ConfigureAwait(false);
            if (!string.IsNullOrEmpty(filter.State))
            {
                return await store.Comments.ByStateAsync(run.Id, Named<CommentState>(filter.State, "state"), after, size, cancellationToken).ConfigureAwait(false);
            }

            if (!string.IsNullOrEmpty(filter.Dimension) && !string.IsNullOrEmpty(filter.Label))
            {
                return await store.Comments.ByLabelAsync(run.Id, filter.Dimension, filter.Label, after, size, cancellationToken).ConfigureAwait(false);
            }
        }

        CommentContent? content = string.IsNullOrEmpty(filter.Content) ? null : Named<CommentContent>(filter.Content, "content");
        return await store.Comments.BrowseAsync(id, content, after, size, cancellationToken).ConfigureAwait(false);
    }

    private static T Named<T>(string value, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var found) && Enum.IsDefined(found)
            ? found
            : throw new ExpectedException($"{name} is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}.");
}
