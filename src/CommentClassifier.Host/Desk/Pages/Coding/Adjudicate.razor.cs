using CommentClassifier.Host.Desk.Pages.Audit;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Desk.Pages.Coding;

/// <summary>Settles what coders labelled differently; append-only, the latest decision counts.</summary>
public sealed partial class Adjudicate
{
    private static readonly IReadOnlyList<(string Key, string What)> KeyRows =
        [("1–9", "the label with that number stands"), ("n", "write a note; Escape leaves it"), ("j", "next"), ("k", "previous"), ("?", "this list")];

    private Sample? sample;
    private IReadOnlyList<CoderDisagreement> disputes = [];
    private IReadOnlyList<string> options = [];
    private CoderDisagreement? current;
    private Codebook? codebook;
    private Dimension dimension = default!;
    private bool stillCoding;
    private int place;
    private string? text;
    private string? error;

    /// <summary>The sample.</summary>
    [Parameter] public string SampleName { get; set; } = "";

    [Inject] private Store Store { get; set; } = default!;

    [Inject] private CodingBooks Books { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "item")] private string? AskedItem { get; set; }

    [SupplyParameterFromForm(FormName = "settle", Name = "item")] private string? SettledItem { get; set; }

    [SupplyParameterFromForm(FormName = "settle", Name = "label")] private string? Label { get; set; }

    [SupplyParameterFromForm(FormName = "settle", Name = "note")] private string? Note { get; set; }

    protected override async Task OnInitializedAsync()
    {
        sample = await Store.Samples.FindAsync(SampleName, Http.RequestAborted).ConfigureAwait(false);
        if (sample is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        (_, codebook, _) = await Books.ForAsync(sample, null, Http.RequestAborted).ConfigureAwait(false);
        var mine = await CodingSheet.OfAsync(Store, sample, Http.User.PersonName(), Http.RequestAborted).ConfigureAwait(false);
        stillCoding = mine.IsHalfDone(codebook);
        if (stillCoding)
        {
            return;
        }

        disputes = await CoderDisagreement.OfAsync(Store, sample, Http.RequestAborted).ConfigureAwait(false);
        current = Find(AskedItem) ?? disputes.FirstOrDefault(d => d.Settled is null);
        if (current is null)
        {
            return;
        }

        place = disputes.TakeWhile(d => d != current).Count();
        dimension = DimensionOf(current);
        options = [.. current.Coders.Select(c => c.Label).Concat(dimension.Labels.Select(l => l.Name)).Distinct()];
        text = await AuditSource.TextAsync(Store, sample.Docket, current.Comment, Http.RequestAborted).ConfigureAwait(false);
    }

    private static string Key(CoderDisagreement item) => $"{item.Dimension}~{item.Comment}";

    private string Address(string page) => $"coding/{Link.Part(SampleName)}{page}";

    private string ItemAddress(CoderDisagreement? item) => Link.To(Address("/adjudicate"), ("item", item is null ? null : Key(item)));

    private CoderDisagreement? Find(string? key) =>
        AuditView.Parse(key) is { } asked ? disputes.FirstOrDefault(d => d.Dimension == asked.Dimension && d.Comment == asked.Comment) : null;

    private Dimension DimensionOf(CoderDisagreement item) => codebook?.Find(item.Dimension) ?? new Dimension
    {
        Name = item.Dimension,
        Title = Say.Name(item.Dimension),
        Labels = [.. item.Coders.Select(c => c.Label).Distinct().Select(l => new LabelDefinition { Name = l, Definition = "" })],
    };

    private async Task SettleAsync()
    {
        var item = Find(SettledItem);
        if (item is null || Label is null)
        {
            error = "That disagreement is not in this sample, or no label was chosen. Nothing was recorded.";
            return;
        }

        try
        {
            await SampleAdjudication.SettleAsync(
                Store, sample!, codebook, new Adjudication(item.Comment, item.Dimension, Label, Note, Http.User.PersonName(), Time.GetUtcNow()), Http.RequestAborted).ConfigureAwait(false);
        }
        catch (ExpectedException refusal)
        {
            error = refusal.Message;
            return;
        }

        var at = disputes.TakeWhile(d => d != item).Count();
        Navigation.NavigateTo(ItemAddress(disputes.Skip(at + 1).Concat(disputes.Take(at)).FirstOrDefault(d => d.Settled is null)));
    }
}
