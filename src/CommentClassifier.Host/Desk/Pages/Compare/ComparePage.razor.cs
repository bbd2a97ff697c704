using System.Globalization;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Ledger;
using CommentClassifier.Reports.Charts;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Desk.Pages.Compare;

/// <summary>Runs side by side: which is better, by how much, whether that is real, what changed and where they differ.</summary>
public sealed partial class ComparePage
{
    private const int MostRuns = 6;

    private IReadOnlyList<RunSummary> known = [];
    private IReadOnlyList<string> dockets = [];
    private List<RunRecord> chosen = [];
    private ComparisonModel? model;
    private DimensionComparison? dimension;
    private string? docket;
    private string? error;

    [Inject] private Store Store { get; set; } = default!;

    [Inject] private Figures Figures { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "docket")] private string? AskedDocket { get; set; }

    [SupplyParameterFromQuery(Name = "run")] private string[]? AskedRuns { get; set; }

    [SupplyParameterFromQuery(Name = "dimension")] private string? AskedDimension { get; set; }

    [SupplyParameterFromQuery(Name = "all")] private string? All { get; set; }

    private IReadOnlyList<IntervalRow> FigureRows =>
    [
        .. new (string Name, Func<DimensionAgreement, Figure?> Of)[]
        {
            ("percent agreement", d => d.PercentAgreement), ("Cohen's kappa", d => d.CohenKappa), ("macro-F1", d => d.MacroF1),
        }.SelectMany(f => Own().Select(o => (o.Letter, Figure: f.Of(o.Own))).Where(o => o.Figure is not null)
            .Select(o => new IntervalRow(f.Name, o.Letter, o.Figure!.Value, o.Figure.CiLow, o.Figure.CiHigh))),
    ];

    private IReadOnlyList<IntervalRow> LabelRows =>
    [
        .. dimension!.Labels.SelectMany(label => Own().Select(o => (o.Letter, Figures: o.Own.PerLabel.FirstOrDefault(l => l.Label == label)))
            .Where(o => o.Figures is { } f && f.Human + f.Machine > 0)
            .Select(o => new IntervalRow(label, o.Letter, o.Figures!.F1.Value, o.Figures.F1.CiLow, o.Figures.F1.CiHigh, $"{ChartFormat.Count(o.Figures.Human)} / {ChartFormat.Count(o.Figures.Machine)}"))),
    ];

    internal static string Letter(int run) => ((char)('A' + run)).ToString();

    internal static string Signed(double? value) => value is { } v ? v.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : "–";

    protected override async Task OnInitializedAsync()
    {
        var coded = (await Store.Dockets.ListAsync(Http.RequestAborted).ConfigureAwait(false)).Where(d => d.CodedBy.Count > 0).Select(d => d.Docket).ToHashSet();
        var all = (await Store.Runs.ListAsync(null, recent: true, Http.RequestAborted).ConfigureAwait(false)).Where(r => coded.Contains(r.Run.Spec.Docket)).ToList();
        var asked = (AskedRuns ?? []).Distinct().Take(MostRuns).Select(id => all.FirstOrDefault(r => r.Run.Id.Value == id)?.Run).OfType<RunRecord>().ToList();
        dockets = [.. all.Select(r => r.Run.Spec.Docket.Value).Distinct()];
        docket = asked.FirstOrDefault()?.Spec.Docket.Value ?? (dockets.Contains(AskedDocket ?? "") ? AskedDocket : dockets.FirstOrDefault());
        known = [.. all.Where(r => r.Run.Spec.Docket.Value == docket)];

        // Older first: B is the later attempt, and a positive difference an improvement.
        chosen = [.. asked.Where(r => r.Spec.Docket.Value == docket).OrderBy(r => r.CreatedAt)];
        if (chosen.Count < 2)
        {
            return;
        }

        try
        {
            model = await ComparisonModel.OfAsync(Store, Figures, chosen, Http.RequestAborted).ConfigureAwait(false);
            dimension = model.Paired.Dimensions.FirstOrDefault(d => d.Name == AskedDimension)
                ?? model.Paired.Dimensions.LastOrDefault(d => model.Codebook.Find(d.Name) is { Ordinal: false }) ?? model.Paired.Dimensions.LastOrDefault();
        }
        catch (ExpectedException refusal)
        {
            error = refusal.Message;
        }
    }

    private static string Kappa(DimensionAgreement? own) => own?.CohenKappa is { Value: { } value } kappa
        ? $"{ChartFormat.Two(value)}{(kappa.CiLow is null ? "" : $" ({ChartFormat.TwoRange(kappa.CiLow, kappa.CiHigh)})")}"
        : "–";

    private static string P(double? p) => p switch { null => "–", < 0.001 => "< 0.001", _ => p.Value.ToString("0.000", CultureInfo.InvariantCulture) };

    private static string Real(PairComparison pair) => pair switch
    {
        { Flips.Count: 0 } => "same labels",
        { PAdjusted: null } => "undefined",
        { PAdjusted: <= 0.05, DeltaKappa: { CiLow: <= 0, CiHigh: >= 0 } } => "perhaps",
        { PAdjusted: <= 0.05, DeltaKappa.Value: > 0 } => "yes, B is better",
        { PAdjusted: <= 0.05 } => "yes, A is better",
        _ => "not shown",
    };

    private static double Lowest(IReadOnlyList<IntervalRow> rows) => rows.Count == 0 ? 0 : Math.Min(0, rows.Min(r => Math.Floor((r.Low ?? r.Value ?? 0) * 5) / 5));

    private string AuditOf(RunId run, string human, string machine) => machine == "(no label)"
        ? Link.Run(run.Value)
        : Link.To($"audit/{Link.Part(run.Value)}", ("dimension", dimension!.Name), ("human", human), ("model", machine));

    private IEnumerable<(string Letter, DimensionAgreement Own)> Own() =>
        model!.Runs.Select((r, i) => (Letter(i), model.OwnOf(r.Run.Id, dimension!.Name))).Where(o => o.Item2 is not null).Select(o => (o.Item1, o.Item2!));

    private string Address(string of) => "compare?" + string.Join('&', chosen.Select(r => $"run={Link.Part(r.Id.Value)}")) + $"&dimension={Link.Part(of)}";
}
