using CommentClassifier.Dockets;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Desk.Pages.Coding;

/// <summary>The samples there are, and a form that draws one.</summary>
public sealed partial class CodingIndex
{
    private readonly List<(Sample Sample, long Size, string Coders)> rows = [];
    private readonly List<(string Value, string Title)> strata = [];
    private IReadOnlyList<DocketInfo> dockets = [];
    private string? error;
    private bool mayDraw;
    private bool mayCode;

    [Inject] private Store Store { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "docket")] private string? AskedDocket { get; set; }

    [SupplyParameterFromForm(FormName = "draw", Name = "docket")] private string? DrawDocket { get; set; }

    [SupplyParameterFromForm(FormName = "draw", Name = "size")] private string? DrawSize { get; set; }

    [SupplyParameterFromForm(FormName = "draw", Name = "by")] private string? DrawBy { get; set; }

    [SupplyParameterFromForm(FormName = "draw", Name = "floor")] private string? DrawFloor { get; set; }

    [SupplyParameterFromForm(FormName = "draw", Name = "seed")] private string? DrawSeed { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (mayDraw, mayCode) = (Http.User.Has(Roles.Analyst), Http.User.Has(Roles.Coder));
        dockets = await Store.Dockets.ListAsync(Http.RequestAborted).ConfigureAwait(false);
        foreach (var docket in dockets.Where(d => AskedDocket is null || d.Docket.Value == AskedDocket))
        {
            foreach (var sample in await Store.Samples.ListAsync(docket.Docket, Http.RequestAborted).ConfigureAwait(false))
            {
                var (size, coders) = await Store.Samples.ProgressAsync(sample.Id, Http.RequestAborted).ConfigureAwait(false);
                rows.Add((sample, size, string.Join(", ", coders.Select(c => $"{c.Coder} {Show.Count(c.Comments)}"))));
            }

            if (mayDraw)
            {
                await AddStrataAsync(docket.Docket).ConfigureAwait(false);
            }
        }
    }

    private async Task AddStrataAsync(DocketId docket)
    {
        foreach (var run in (await Store.Runs.ListAsync(docket, recent: true, Http.RequestAborted).ConfigureAwait(false)).Where(r => r.States.Labelled > 0).Take(5))
        {
            var codebook = await RunCodebook.OfAsync(Store, run.Run, Http.RequestAborted).ConfigureAwait(false);
            strata.AddRange(codebook.Dimensions.Select(d => ($"{run.Run.Id}/{d.Name}", $"{d.Title}, by {run.Run.Id} ({run.Run.Spec.Prompt})")));
        }
    }

    private async Task DrawAsync()
    {
        if (!mayDraw)
        {
            Http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            var drawn = await SampleDrawing.DrawAsync(Store, await OrderAsync().ConfigureAwait(false), Time, Http.RequestAborted).ConfigureAwait(false);
            Navigation.NavigateTo($"coding/{Link.Part(drawn.Id)}");
        }
        catch (ExpectedException refusal)
        {
            error = refusal.Message;
        }
    }

    private async Task<SampleOrder> OrderAsync()
    {
        if (Say.Whole(DrawSize) is not (>= 1 and <= 100_000) || Say.Whole(DrawSeed) is not >= 0)
        {
            throw new ExpectedException("Say how many comments (1 to 100,000) and a seed (0 or more).");
        }

        var order = new SampleOrder(new DocketId(DrawDocket ?? ""), (int)Say.Whole(DrawSize)!, (ulong)Say.Whole(DrawSeed)!);
        if (dockets.All(d => d.Docket != order.Docket))
        {
            throw new ExpectedException($"There is no docket {order.Docket}.");
        }

        if (DrawBy?.Split('/', 2) is not [{ Length: > 0 } name, { Length: > 0 } dimension])
        {
            return order;
        }

        var run = await Store.Runs.FindAsync(name, Http.RequestAborted).ConfigureAwait(false);
        return run?.Spec.Docket == order.Docket
            ? order with { By = run, Dimension = dimension, Floor = (int)Math.Clamp(Say.Whole(DrawFloor) ?? 20, 0, 10_000) }
            : throw new ExpectedException($"{name} is no run of docket {order.Docket}; choose strata of that docket.");
    }
}
