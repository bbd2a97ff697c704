using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Desk.Pages.Audit;

/// <summary>One item of an audit at a time; the verdict is a plain POST, the next item its answer.</summary>
public sealed partial class AuditRun
{
    private static readonly IReadOnlyList<(string Key, string What)> KeyRows =
    [
        ("1", "human right (a control: agreed)"), ("2", "model right (a control: both wrong)"), ("3", "both defensible"), ("4", "codebook gap"), ("5", "both wrong"),
        ("n", "write a note; Escape leaves it"), ("j", "next item, without a verdict"), ("k", "previous item"), ("?", "this list"),
    ];

    private RunRecord? run;
    private AuditView? view;
    private AuditQueue queue = new([], 0, 0);
    private AuditItem? item;
    private Codebook codebook = default!;
    private Dimension dimension = default!;
    private IReadOnlyList<(long Key, int Items)> campaigns = [];
    private IReadOnlyList<string> labels = [];
    private int place;
    private string? text;
    private string? error;
    private bool mayJudge;

    /// <summary>The run, or the start of its id.</summary>
    [Parameter] public string RunName { get; set; } = "";

    [Inject] private Store Store { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "dimension")] private string? AskedDimension { get; set; }

    [SupplyParameterFromQuery(Name = "human")] private string? AskedHuman { get; set; }

    [SupplyParameterFromQuery(Name = "model")] private string? AskedModel { get; set; }

    [SupplyParameterFromQuery(Name = "from")] private string? AskedFrom { get; set; }

    [SupplyParameterFromQuery(Name = "to")] private string? AskedTo { get; set; }

    [SupplyParameterFromQuery(Name = "campaign")] private string? AskedCampaign { get; set; }

    [SupplyParameterFromQuery(Name = "controls")] private string? AskedControls { get; set; }

    [SupplyParameterFromQuery(Name = "seed")] private string? AskedSeed { get; set; }

    [SupplyParameterFromQuery(Name = "item")] private string? AskedItem { get; set; }

    [SupplyParameterFromForm(FormName = "verdict", Name = "item")] private string? JudgedItem { get; set; }

    [SupplyParameterFromForm(FormName = "verdict", Name = "verdict")] private string? Verdict { get; set; }

    [SupplyParameterFromForm(FormName = "verdict", Name = "note")] private string? Note { get; set; }

    [SupplyParameterFromForm(FormName = "verdict", Name = "label")] private string? Label { get; set; }

    private string Title => dimension.Title;

    private IReadOnlyList<(TextSpan Span, string Title)> Marks => item?.Quote is { } quote ? [(quote, $"quoted for {Name(item.Machine)}")] : [];

    protected override async Task OnInitializedAsync()
    {
        run = await Store.Runs.FindAsync(RunName, Http.RequestAborted).ConfigureAwait(false);
        if (run is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        mayJudge = Http.User.Has(Roles.Coder);
        view = new AuditView(run.Id, AuditView.FilterOf(
            AskedDimension, AskedHuman, AskedModel, Say.Share(AskedFrom), Say.Share(AskedTo), Say.Whole(AskedCampaign), (int?)Say.Whole(AskedControls), Say.Whole(AskedSeed)));
        codebook = await RunCodebook.OfAsync(Store, run, Http.RequestAborted).ConfigureAwait(false);
        var items = await AuditSource.ItemsAsync(Store, run, Http.RequestAborted).ConfigureAwait(false);
        queue = AuditQueue.Of(items, view.Filter);
        campaigns = [.. items.Where(i => i.Campaign is not null && !i.Agrees).GroupBy(i => i.Campaign!.Value)
            .Select(g => (g.Key, g.Count())).OrderByDescending(c => c.Item2).ThenBy(c => c.Key).Take(20)];
        labels = [.. items.Where(i => view.Filter.Dimension is null || i.Dimension == view.Filter.Dimension)
            .SelectMany(i => new[] { i.Human, i.Machine }).Distinct().Order(StringComparer.Ordinal)];
        var asked = AuditView.Parse(AskedItem);
        await ChooseAsync(asked is { } key ? queue.Items.FirstOrDefault(i => i.Dimension == key.Dimension && i.Comment == key.Comment) : null).ConfigureAwait(false);
    }

    private static string Name(string label) => label.Replace('_', ' ');

    private async Task ChooseAsync(AuditItem? chosen)
    {
        item = chosen ?? queue.Open.FirstOrDefault();
        if (item is null)
        {
            return;
        }

        place = queue.Items.TakeWhile(i => i != item).Count();
        dimension = codebook.Find(item.Dimension) ?? Unknown(item);
        text = await AuditSource.TextAsync(Store, run!.Spec.Docket, item.Comment, Http.RequestAborted).ConfigureAwait(false);
    }

    private async Task JudgeAsync()
    {
        if (!mayJudge)
        {
            Http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var judged = AuditView.Parse(JudgedItem) is { } key ? queue.Items.FirstOrDefault(i => i.Dimension == key.Dimension && i.Comment == key.Comment) : null;
        if (judged is null || VerdictWords.Parse(Verdict) is not { } kind)
        {
            error = "That item is not in this queue, or no verdict was chosen. Nothing was recorded.";
            return;
        }

        try
        {
            var order = new VerdictOrder(judged.Comment, judged.Dimension, kind, Http.User.PersonName())
            {
                Label = string.IsNullOrWhiteSpace(Label) || kind is VerdictKind.HumanRight or VerdictKind.ModelRight or VerdictKind.Agreed ? null : Label,
                Note = string.IsNullOrWhiteSpace(Note) ? null : Note.Trim()[..Math.Min(4000, Note.Trim().Length)],
            };
            await AuditVerdicts.GiveAsync(Store, run!, order, Time, Http.RequestAborted).ConfigureAwait(false);
        }
        catch (ExpectedException refusal)
        {
            error = refusal.Message;
            await ChooseAsync(judged).ConfigureAwait(false);
            return;
        }

        // The next one without a verdict; past the last, those that were passed over.
        var at = queue.Items.TakeWhile(i => i != judged).Count();
        var next = queue.Items.Skip(at + 1).Concat(queue.Items.Take(at)).FirstOrDefault(i => i.Verdict is null);
        Navigation.NavigateTo(view!.Address(next));
    }

    private static Dimension Unknown(AuditItem item) => new()
    {
        Name = item.Dimension,
        Title = Name(item.Dimension),
        Labels = [.. new[] { item.Human, item.Machine }.Distinct().Select(l => new LabelDefinition { Name = l, Definition = "" })],
    };
}
