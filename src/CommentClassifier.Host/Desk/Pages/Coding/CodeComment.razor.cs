using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Desk.Pages.Coding;

/// <summary>One comment to code blind: nothing but the text, the codebook and the coder's own labels is read from the store.</summary>
public sealed partial class CodeComment
{
    private static readonly IReadOnlyList<(string Key, string What)> KeyRows =
    [
        ("1–9", "the label with that number; on to the next question"), ("0", "not addressed"), ("u", "unclear"), ("Backspace", "back to the question before"),
        ("Enter", "save"), ("r", "the rest is not addressed, save"), ("j", "next comment, without saving"), ("k", "previous comment"), ("?", "this list"),
    ];

    private readonly Dictionary<string, string> chosen = new(StringComparer.Ordinal);
    private readonly HashSet<string> missing = [];
    private CodingSheet? sheet;
    private Codebook? codebook;
    private string? prompt;
    private CommentId? comment;
    private string? text;
    private string? error;
    private int place;
    private int done;

    /// <summary>The sample.</summary>
    [Parameter] public string SampleName { get; set; } = "";

    [Inject] private Store Store { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private CodingBooks Books { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "codebook")] private string? AskedCodebook { get; set; }

    [SupplyParameterFromQuery(Name = "item")] private string? AskedItem { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var sample = await Store.Samples.FindAsync(SampleName, Http.RequestAborted).ConfigureAwait(false);
        if (sample is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        (prompt, codebook, _) = await Books.ForAsync(sample, AskedCodebook, Http.RequestAborted).ConfigureAwait(false);
        sheet = await CodingSheet.OfAsync(Store, sample, Http.User.PersonName(), Http.RequestAborted).ConfigureAwait(false);
        if (codebook is null)
        {
            return;
        }

        done = sheet.Order.Count(c => sheet.IsDone(c, codebook));
        comment = AskedItem is { } asked && sheet.Order.Contains(new CommentId(asked)) ? new CommentId(asked) : sheet.NextOpen(null, codebook);
        if (comment is { } here)
        {
            place = sheet.Order.TakeWhile(c => c != here).Count();
            text = (await Store.Comments.FindAsync(sample.Docket, here, Http.RequestAborted).ConfigureAwait(false))?.SentText;
            foreach (var (dimension, label) in sheet.Labels.GetValueOrDefault(here) ?? new Dictionary<string, string>())
            {
                chosen[dimension] = label;
            }
        }
    }

    private string Address(string page) => $"coding/{Link.Part(SampleName)}{page}";

    private string ItemAddress(CommentId? item) => Link.To(Address("/code"), ("codebook", AskedCodebook), ("item", item?.Value));

    private async Task SaveAsync()
    {
        var form = Http.Request.Form;
        var target = new CommentId(form["comment"].ToString());
        if (sheet is null || codebook is null || !sheet.Order.Contains(target))
        {
            error = "That comment is not in this sample. Nothing was saved.";
            return;
        }

        var rest = form.ContainsKey("rest");
        chosen.Clear();
        foreach (var dimension in codebook.Dimensions)
        {
            var given = dimension.Find(form[$"label.{dimension.Name}"].ToString())?.Name
                ?? (rest ? dimension.Labels.FirstOrDefault(l => l.Kind == LabelKind.NotAddressed)?.Name : null);
            if (given is null)
            {
                missing.Add(dimension.Name);
            }
            else
            {
                chosen[dimension.Name] = given;
            }
        }

        if (missing.Count > 0)
        {
            error = $"Choose a label for {string.Join(", ", codebook.Dimensions.Where(d => missing.Contains(d.Name)).Select(d => d.Title))}. Nothing was saved.";
            return;
        }

        var now = Time.GetUtcNow();
        await Store.Humans.ImportAsync(
            sheet.Sample.Docket, [.. chosen.Select(c => new HumanLabel(target, sheet.Coder, c.Key, c.Value, now))], Http.RequestAborted).ConfigureAwait(false);
        Navigation.NavigateTo(ItemAddress(sheet.NextOpen(target, codebook)));
    }
}
