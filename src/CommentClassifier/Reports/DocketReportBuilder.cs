using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports.Charts;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>Gathers a report from the store.</summary>
public static class DocketReportBuilder
{
    /// <summary>The report of a run as the store has it now.</summary>
    public static Task<DocketReport> OfAsync(Store store, RunRecord run, TimeProvider time, CancellationToken ct = default) => OfAsync(store, run, time, null, ct);

    /// <summary>The same, measured (and where its design allows, corrected) by the comments of one sample instead of all that were coded.</summary>
    public static async Task<DocketReport> OfAsync(Store store, RunRecord run, TimeProvider time, string? sample, CancellationToken ct = default)
    {
        var summary = await store.Runs.SummaryAsync(run.Id, ct);
        var codebook = await RunCodebook.OfAsync(store, run, ct);
        var totals = await store.Runs.LabelTotalsAsync(run.Id, ct);
        var days = (await store.Runs.LabelsByDayAsync(run.Id, ct)).ToLookup(d => d.Dimension);
        var agreement = await AgreementAsync(store, run, sample, ct);
        var dimensions = new List<DimensionResult>();
        foreach (var dimension in codebook.Dimensions)
        {
            var quotes = new List<EvidenceQuote>();
            foreach (var label in dimension.Labels.Where(l => l.Kind == LabelKind.Substantive))
                quotes.AddRange(await store.Runs.QuotesAsync(run.Id, dimension.Name, label.Name, 2, ct));
            dimensions.Add(ReportShares.Of(
                dimension, totals, summary.States, agreement?.Dimensions.FirstOrDefault(d => d.Name == dimension.Name),
                ReportPeriods.Of(days[dimension.Name]), quotes));
        }

        return new DocketReport
        {
            Summary = summary,
            Title = (await store.Dockets.FindAsync(run.Spec.Docket, ct))?.Title,
            Codebook = codebook,
            At = time.GetUtcNow(),
            Headline = Headline(summary, dimensions),
            Dimensions = dimensions,
            Campaigns = await store.Runs.CampaignsAsync(run.Id, 12, ct),
            CampaignFigures = await store.Runs.CampaignFiguresAsync(run.Id, ct),
            Failures = await store.Runs.FailureReasonsAsync(run.Id, ct),
            Coders = agreement is null ? [] : await store.Humans.CodersAsync(run.Spec.Docket, ct),
            Agreement = agreement,
        };
    }

    /// <summary>What <c>agreement --run</c> says too; null where there is nothing to measure, which is no reason to refuse a report.</summary>
    private static async Task<AgreementDocument?> AgreementAsync(Store store, RunRecord run, string? sample, CancellationToken ct)
    {
        try
        {
            return (await AgreementSources.OfRunAsync(store, run, new MeasureOptions { Sample = sample }, ct)).Measure();
        }
        catch (ExpectedException)
        {
            return null;
        }
    }

    /// <summary>
    /// The dimension that stands for the rest: rather one that people coded, rather a position than a tone (a scale), and of these the
    /// one that most comments address.
    /// </summary>
    public static DimensionResult? Main(IReadOnlyList<DimensionResult> dimensions) => dimensions
        .OrderByDescending(d => d.Agreement is not null).ThenBy(d => d.Dimension.Ordinal)
        .ThenByDescending(d => d.Totals.Where(t => d.Dimension.Find(t.Label)?.Kind is LabelKind.Substantive).Sum(t => t.Comments)).FirstOrDefault();

    private static string Headline(RunSummary summary, List<DimensionResult> dimensions)
    {
        if (Main(dimensions) is not { Leading: { } leading } main)
            return $"No comment of {summary.Run.Spec.Docket} has a label yet.";
        var share = $"{(main.Corrected && !main.Census ? "an estimated " : "")}{ChartFormat.Percent(leading.Share)}"
            + (leading.Low is null ? "" : $" ({ChartFormat.Range(leading.Low, leading.High)})");
        var trust = main.Agreement?.Verdict is { Length: > 0 } verdict
            ? char.ToUpperInvariant(verdict[0]) + verdict[1..]
            : "No comment was coded by people, so nothing is known yet about how far these labels can be trusted.";
        return $"Of {main.Denominator}, {share} are “{ChartFormat.Name(leading.Label)}” ({main.Dimension.Title}{(main.Census ? ", as coded by people" : main.Corrected ? "" : ", uncorrected")}){(main.Silent > 0 && main.Silent < 1 ? $"; {ChartFormat.Percent(main.Silent)} do not address it" : "")}. {trust}";
    }
}
