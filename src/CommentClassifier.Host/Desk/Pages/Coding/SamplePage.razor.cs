using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Reports.Charts;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Desk.Pages.Coding;

/// <summary>A sample: who has coded how much, how coders agree, and beside it how a model agrees with them.</summary>
public sealed partial class SamplePage
{
    private const int Resamples = 1000;

    private readonly List<(string Name, string Title, DimensionAgreement? Coders, DimensionAgreement? Model)> table = [];
    private Sample? sample;
    private string? prompt;
    private string? note;
    private RunRecord? run;
    private IReadOnlyList<SampleItem> items = [];
    private IReadOnlyList<string> books = [];
    private IReadOnlyList<RunSummary> runs = [];
    private IReadOnlyList<CoderDisagreement> disputes = [];
    private IReadOnlyList<(string Name, int Done, DateTimeOffset Last)> coders = [];

    /// <summary>The sample.</summary>
    [Parameter] public string SampleName { get; set; } = "";

    [Inject] private Store Store { get; set; } = default!;

    [Inject] private CodingBooks Books { get; set; } = default!;

    [Inject] private Figures Figures { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "codebook")] private string? AskedCodebook { get; set; }

    [SupplyParameterFromQuery(Name = "run")] private string? AskedRun { get; set; }

    protected override async Task OnInitializedAsync()
    {
        sample = await Store.Samples.FindAsync(SampleName, Http.RequestAborted).ConfigureAwait(false);
        if (sample is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        items = await Store.Samples.ItemsAsync(sample.Id, Http.RequestAborted).ConfigureAwait(false);
        runs = await Store.Runs.ListAsync(sample.Docket, recent: true, Http.RequestAborted).ConfigureAwait(false);
        run = runs.FirstOrDefault(r => r.Run.Id.Value == AskedRun)?.Run;
        Codebook? codebook;
        (prompt, codebook, books) = await Books.ForAsync(sample, AskedCodebook, Http.RequestAborted).ConfigureAwait(false);
        var inside = items.Select(i => i.Comment).ToHashSet();
        var labels = (await Store.Humans.MatrixAsync(sample.Docket, null, Http.RequestAborted).ConfigureAwait(false)).Where(h => inside.Contains(h.Comment)).ToList();
        coders =
        [
            .. labels.GroupBy(h => h.Coder).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (
                g.Key,
                g.GroupBy(h => h.Comment).Count(c => codebook is null || codebook.Dimensions.All(d => c.Any(h => h.Dimension == d.Name))),
                g.Max(h => h.At))),
        ];
        disputes = await CoderDisagreement.OfAsync(Store, sample, Http.RequestAborted).ConfigureAwait(false);
        if (coders.Count > 0)
        {
            await MeasureAsync(codebook).ConfigureAwait(false);
        }
    }

    private static string Kappa(DimensionAgreement? agreement) => agreement?.CohenKappa is { Value: { } value } kappa
        ? $"{ChartFormat.Two(value)}{(kappa.CiLow is null ? "" : $" ({ChartFormat.TwoRange(kappa.CiLow, kappa.CiHigh)})")}"
        : "–";

    private string Address(string page) => $"coding/{Link.Part(SampleName)}{page}";

    private async Task MeasureAsync(Codebook? codebook)
    {
        var options = new MeasureOptions { Sample = sample!.Id, Resamples = Resamples };
        var among = await TryAsync("coders", null, async () => (await AgreementSources.OfCodersAsync(Store, sample.Docket, options).ConfigureAwait(false)).Measure()).ConfigureAwait(false);
        var model = run is null ? null
            : await TryAsync("model", run, async () => (await AgreementSources.OfRunAsync(Store, run, options).ConfigureAwait(false)).Measure()).ConfigureAwait(false);
        var names = (codebook?.Dimensions.Select(d => d.Name) ?? []).Concat(among?.Dimensions.Select(d => d.Name) ?? []).Distinct();
        foreach (var name in names)
        {
            var (a, b) = (among?.Dimensions.FirstOrDefault(d => d.Name == name), model?.Dimensions.FirstOrDefault(d => d.Name == name));
            if (a is not null || b is not null)
            {
                table.Add((name, codebook?.Find(name)?.Title ?? Say.Name(name), a, b));
            }
        }
    }

    private async Task<AgreementDocument?> TryAsync(string what, RunRecord? of, Func<Task<AgreementDocument>> measure)
    {
        try
        {
            return await Figures.OfAsync($"{what} {sample!.Id}", sample.Docket, of is null ? [] : [of.Id], measure, Http.RequestAborted).ConfigureAwait(false);
        }
        catch (ExpectedException refusal)
        {
            note = refusal.Message;
            return null;
        }
    }
}
