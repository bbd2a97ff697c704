using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary><c>/api/dockets/{docket}/comments</c>: browse, search, read.</summary>
internal static class CommentRoutes
{
    public static void MapComments(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/dockets/{docket}/comments").WithTags("Comments").RequireAuthorization(Roles.Viewer);
        group.MapGet("", BrowseAsync).WithSummary("A page of comments: all, or those that q, content, run with state, run with dimension and label, or family select");
        group.MapGet("/{comment}", FindAsync).WithSummary("One comment with everything known about it");
    }

    private static async Task<CommentPageDocument> BrowseAsync(string docket, [AsParameters] CommentFilter filter, CommentBrowser browser, HttpContext http)
    {
        var page = await browser.PageAsync(docket, filter, http.RequestAborted).ConfigureAwait(false);
        return new CommentPageDocument([.. page.Lines.Select(CommentLineDocument.Of)], page.Next);
    }

    private static async Task<CommentDocument> FindAsync(string docket, string comment, Store store, CancellationToken cancellationToken)
    {
        var id = new DocketId(docket);
        await store.RequireDocketAsync(docket, cancellationToken).ConfigureAwait(false);
        var detail = await store.Comments.FindAsync(id, new CommentId(comment), cancellationToken).ConfigureAwait(false)
            ?? throw new MissingException($"There is no comment {comment} in docket {docket}.");
        var labels = await store.Comments.LabelsAsync(id, detail.Comment.Id, cancellationToken).ConfigureAwait(false);
        var humans = await store.Humans.HistoryAsync(id, detail.Comment.Id, cancellationToken).ConfigureAwait(false);
        var changes = await store.Comments.ChangesAsync(id, detail.Comment.Id, cancellationToken).ConfigureAwait(false);
        var decisions = await store.Verdicts.OfCommentAsync(id, detail.Comment.Id, cancellationToken).ConfigureAwait(false);
        var c = detail.Comment;
        return new CommentDocument(
            c.Id.Value, c.Content, c.Text, c.RawText, c.TrackingNumber, c.Organization, c.Category, c.Region, c.Country, c.WithdrawnReason, c.PostedAt, c.ReceivedAt,
            c.Attachments, detail.Tokens, detail.Family, detail.Copies, detail.ImportedAt,
            [.. labels.Select(l => new LabelDocument(
                l.Run.Value, l.Prompt, l.Dimension, l.Label, l.Confidence, l.Quote, l.Span?.Start, l.Span?.Length, l.Current, l.Model, l.Request, l.Attempt, l.At))],
            [.. humans.Select(h => new HumanLabelDocument(h.Coder, h.Dimension, h.Label, h.At))],
            [.. changes.Select(h => new ChangeDocument(h.Kind, h.Note, h.At))],
            [.. decisions.Select(d => new DecisionDocument(
                d.Run?.Value, d.Dimension, d.Kind is { } kind ? Desk.Pages.Audit.VerdictWords.Name(kind) : null, d.Label, d.Note, d.Coder, d.At))]);
    }
}
