using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.Pages;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary>A sample for scripts.</summary>
internal sealed record SampleDocument(string Id, string Docket, string Design, long? Seed, string? By, int Size, DateTimeOffset CreatedAt);

/// <summary>A sample to draw; <c>by</c> is <c>run/dimension</c> for a stratified one.</summary>
internal sealed record SampleBody(int Size, long Seed = 1, string? By = null, int Floor = 20);

/// <summary>One coder's labels of one comment, dimension to label.</summary>
internal sealed record CodeBody(string CommentId, IReadOnlyDictionary<string, string> Labels);

/// <summary>Which label stands where coders differ.</summary>
internal sealed record AdjudicationBody(string CommentId, string Dimension, string Label, string? Note = null);

/// <summary>What was decided, and by whom.</summary>
internal sealed record AdjudicationDocument(string CommentId, string Dimension, string Label, string? Note, string Coder, DateTimeOffset At)
{
    internal static AdjudicationDocument Of(Adjudication a) => new(a.Comment.Value, a.Dimension, a.Label, a.Note, a.Coder, a.At);
}

/// <summary>Where coders differ.</summary>
internal sealed record DisagreementDocument(string CommentId, string Dimension, IReadOnlyList<CoderLabel> Coders, AdjudicationDocument? Settled);

/// <summary>A coder's next comment: its text and nothing that anybody said about it.</summary>
internal sealed record NextToCode(string? CommentId, string? Text, int Done, int Size, string? Codebook);

/// <summary><c>/api/samples</c>: draw, code, adjudicate.</summary>
internal static class SampleApi
{
    public static void MapSamples(this RouteGroupBuilder api)
    {
        api.MapGet("/dockets/{docket}/samples", ListAsync).WithSummary("The samples of a docket, the latest first");
        api.MapPost("/dockets/{docket}/samples", DrawAsync).RequireAuthorization(Roles.Analyst).WithSummary("Draws a sample, simple or stratified by a run's labels");
        api.MapGet("/samples/{sample}/next", NextAsync).RequireAuthorization(Roles.Coder).WithSummary("Your next comment to code, blind");
        api.MapPost("/samples/{sample}/codes", CodeAsync).RequireAuthorization(Roles.Coder).WithSummary("Your labels of one comment");
        api.MapPost("/samples/{sample}/adjudications", AdjudicateAsync).RequireAuthorization(Roles.Analyst).WithSummary("Says which of the coders' labels stands; it is added, nothing is changed");
        api.MapGet("/samples/{sample}/disagreements", DisagreementsAsync).RequireAuthorization(Roles.Analyst).WithSummary("Where coders differ, and what was decided");
    }

    private static async Task<IReadOnlyList<SampleDocument>> ListAsync(string docket, Store store, CancellationToken cancellationToken)
    {
        var documents = new List<SampleDocument>();
        foreach (var sample in await store.Samples.ListAsync(await DocketAsync(store, docket, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
        {
            documents.Add(Document(sample, (int)(await store.Samples.ProgressAsync(sample.Id, cancellationToken).ConfigureAwait(false)).Size));
        }

        return documents;
    }

    private static async Task<SampleDocument> DrawAsync(string docket, SampleBody body, Store store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (body is not { Size: >= 1 and <= 100_000, Seed: >= 0, Floor: >= 0 })
        {
            throw new ExpectedException("size must be 1 to 100,000, seed and floor 0 or more.");
        }

        var order = new SampleOrder(await DocketAsync(store, docket, cancellationToken).ConfigureAwait(false), body.Size, (ulong)body.Seed) { Floor = body.Floor };
        if (body.By is { } by)
        {
            var parts = by.Split('/', 2);
            var run = await store.RequireRunAsync(parts[0], cancellationToken).ConfigureAwait(false);
            order = parts.Length == 2 && run.Spec.Docket == order.Docket
                ? order with { By = run, Dimension = parts[1] }
                : throw new ExpectedException($"by '{by}': write <run>/<dimension> with a run of docket {docket}.");
        }

        var drawn = await SampleDrawing.DrawAsync(store, order, time, cancellationToken).ConfigureAwait(false);
        return Document((await store.Samples.FindAsync(drawn.Id, cancellationToken).ConfigureAwait(false))!, drawn.Draw.Comments.Count);
    }

    private static async Task<NextToCode> NextAsync(string sample, Store store, Desk.Pages.Coding.CodingBooks books, HttpContext http, string? codebook = null)
    {
        var (sheet, prompt, book) = await SheetAsync(sample, codebook, store, books, http).ConfigureAwait(false);
        var next = sheet.NextOpen(null, book);
        var text = next is { } comment ? (await store.Comments.FindAsync(sheet.Sample.Docket, comment, http.RequestAborted).ConfigureAwait(false))?.SentText : null;
        return new NextToCode(next?.Value, text, sheet.Order.Count(c => sheet.IsDone(c, book)), sheet.Order.Count, prompt);
    }

    private static async Task<NextToCode> CodeAsync(
        string sample, CodeBody body, Store store, Desk.Pages.Coding.CodingBooks books, TimeProvider time, HttpContext http, string? codebook = null)
    {
        var (sheet, _, book) = await SheetAsync(sample, codebook, store, books, http).ConfigureAwait(false);
        if (!sheet.Order.Contains(new CommentId(body.CommentId)))
        {
            throw new ExpectedException($"Comment {body.CommentId} is not in sample {sample}.");
        }

        foreach (var (dimension, label) in body.Labels)
        {
            if (book.Find(dimension) is not { } known || known.Find(label) is null)
            {
                throw new ExpectedException($"{dimension}: '{label}' is none of the codebook's ({string.Join(", ", book.Find(dimension)?.Labels.Select(l => l.Name) ?? book.Dimensions.Select(d => d.Name))}).");
            }
        }

        var now = time.GetUtcNow();
        await store.Humans.ImportAsync(
            sheet.Sample.Docket, [.. body.Labels.Select(l => new HumanLabel(new CommentId(body.CommentId), sheet.Coder, l.Key, l.Value, now))], http.RequestAborted).ConfigureAwait(false);
        return await NextAsync(sample, store, books, http, codebook).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<DisagreementDocument>> DisagreementsAsync(string sample, Store store, Desk.Pages.Coding.CodingBooks books, HttpContext http)
    {
        var (found, _) = await OpenAsync(sample, store, books, http).ConfigureAwait(false);
        return [.. (await CoderDisagreement.OfAsync(store, found, http.RequestAborted).ConfigureAwait(false))
            .Select(d => new DisagreementDocument(d.Comment.Value, d.Dimension, d.Coders, d.Settled is { } settled ? AdjudicationDocument.Of(settled) : null))];
    }

    private static async Task<AdjudicationDocument> AdjudicateAsync(
        string sample, AdjudicationBody body, Store store, Desk.Pages.Coding.CodingBooks books, TimeProvider time, HttpContext http)
    {
        var (found, book) = await OpenAsync(sample, store, books, http).ConfigureAwait(false);
        var decision = new Adjudication(new CommentId(body.CommentId), body.Dimension, body.Label, body.Note, http.User.PersonName(), time.GetUtcNow());
        return AdjudicationDocument.Of(await SampleAdjudication.SettleAsync(store, found, book, decision, http.RequestAborted).ConfigureAwait(false));
    }

    // Who codes the sample too sees nobody's labels before the last comment is done.
    private static async Task<(Sample Sample, Labels.Codebook? Codebook)> OpenAsync(string sample, Store store, Desk.Pages.Coding.CodingBooks books, HttpContext http)
    {
        var found = await SampleAsync(store, sample, http.RequestAborted).ConfigureAwait(false);
        var (_, book, _) = await books.ForAsync(found, null, http.RequestAborted).ConfigureAwait(false);
        var mine = await CodingSheet.OfAsync(store, found, http.User.PersonName(), http.RequestAborted).ConfigureAwait(false);
        return mine.IsHalfDone(book)
            ? throw new ExpectedException("You code this sample too and have not finished: the labels of the others would spoil yours. Finish coding first.")
            : (found, book);
    }

    private static async Task<(CodingSheet Sheet, string Prompt, Labels.Codebook Codebook)> SheetAsync(
        string sample, string? codebook, Store store, Desk.Pages.Coding.CodingBooks books, HttpContext http)
    {
        var found = await SampleAsync(store, sample, http.RequestAborted).ConfigureAwait(false);
        var (prompt, book, known) = await books.ForAsync(found, codebook, http.RequestAborted).ConfigureAwait(false);
        return book is null
            ? throw new ExpectedException($"Which codebook? Say ?codebook= with one of {string.Join(", ", known)}.")
            : (await CodingSheet.OfAsync(store, found, http.User.PersonName(), http.RequestAborted).ConfigureAwait(false), prompt!, book);
    }

    private static async Task<Sample> SampleAsync(Store store, string sample, CancellationToken cancellationToken) =>
        await store.Samples.FindAsync(sample, cancellationToken).ConfigureAwait(false) ?? throw new MissingException($"There is no sample {sample}.");

    private static async Task<DocketId> DocketAsync(Store store, string docket, CancellationToken cancellationToken) =>
        await store.Dockets.FindAsync(new DocketId(docket), cancellationToken).ConfigureAwait(false) is { } found
            ? found.Docket
            : throw new MissingException($"There is no docket {docket}; /api/dockets lists them.");

    private static SampleDocument Document(Sample sample, int size) => new(sample.Id, sample.Docket.Value, sample.Design, sample.Seed, sample.By, size, sample.CreatedAt);
}
