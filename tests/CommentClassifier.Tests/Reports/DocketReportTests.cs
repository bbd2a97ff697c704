using System.Text.RegularExpressions;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Storage;

namespace CommentClassifier.Tests.Reports;

public sealed partial class DocketReportTests : ReportTest
{
    [Fact]
    public async Task The_report_loads_nothing_runs_nothing_and_encodes_what_it_quotes()
    {
        var run = await RunOverAsync([Row("a", Hostile), Row("b", Hostile), Row("c", "please refuse")]);
        await CodeAsync("ann", ("a", "support"));
        var html = await HtmlAsync(run);

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("declined &lt;politely&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Stance &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain(References().Matches(html), m => !m.Value.EndsWith('#'));
        Assert.DoesNotMatch("(?i)url\\(|@import|<(link|img|iframe|object|embed|form)\\b|\\son\\w+=|\\sstyle=", html);
    }

    [Fact]
    public async Task Shares_name_what_they_are_shares_of_and_failures_bound_them()
    {
        var run = await RunOverAsync(
        [
            Row("a", "yes one"), Row("b", "yes one"), Row("c", "no two"), Row("d", "no three"), Row("e", "refuse four"),
            Row("f", "see attached", null, CommentClassifier.Dockets.CommentContent.AttachmentOnly), Withdrawn("g"),
        ]);
        var report = await DocketReportBuilder.OfAsync(Store, run, Time);
        var stance = Assert.Single(report.Dimensions);
        var support = stance.Shares[0];

        Assert.Equal(("support", 0.5), (support.Label, support.Share));
        // Four labelled, two without a label, the withdrawn one outside: 2 of 6 to 4 of 6.
        Assert.Equal((2 / 6.0, 4 / 6.0), (support.WorstLow!.Value, support.WorstHigh!.Value));
        Assert.Null(support.Low);
        Assert.Equal("4 labelled comments", stance.Denominator);
        Assert.Equal((2, 1), (stance.Totals[0].Comments, stance.Totals[0].Texts));
        Assert.Equal((2, 2), (stance.Totals[1].Comments, stance.Totals[1].Texts));
        Assert.Equal((7, 4, 1, 1, 1), (report.Summary.States.Total, report.Summary.States.Labelled, report.Summary.States.Refused, report.Summary.States.Unreadable, report.Summary.States.Withdrawn));
        Assert.Equal((CommentState.Refused, 1), (Assert.Single(report.Failures).State, report.Failures[0].Comments));
        Assert.Equal((2, 1), report.CampaignFigures);
        Assert.Equal(("a", 2), (report.Campaigns[0].First.Value, report.Campaigns[0].Comments));
        Assert.Contains("uncorrected", report.Headline, StringComparison.Ordinal);
        Assert.Contains("No comment was coded", report.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_random_sample_corrects_the_shares_and_gives_them_intervals()
    {
        // The run takes a third of the opponents for supporters; the sample of 60 knows better.
        var rows = Enumerable.Range(0, 300).Select(i => Row($"c{i}", $"{(i % 3 == 0 ? "yes" : "no")} number {i}")).ToList();
        var run = await RunOverAsync(rows);
        var drawn = Enumerable.Range(0, 300).Where(i => i % 5 == 0).ToList();
        await Store.Samples.CreateAsync(new Sample("s1", Docket, "simple", 1, null, Time.GetUtcNow()), [.. drawn.Select(i => new SampleItem(new($"c{i}"), null, 5))]);
        await CodeAsync("ann", [.. drawn.Select(i => ($"c{i}", i % 6 == 0 ? "support" : "oppose"))]);
        var stance = Assert.Single((await DocketReportBuilder.OfAsync(Store, run, Time)).Dimensions);
        var support = stance.Shares[0];

        Assert.True(stance.Corrected);
        Assert.Equal(1 / 3.0, support.Marker!.Value, 6);
        Assert.Equal(1 / 6.0, support.Share!.Value, 6);
        Assert.InRange(support.Low!.Value, 0.02, 0.16);
        Assert.InRange(support.High!.Value, 0.17, 0.35);
    }

    [Fact]
    public async Task Where_everything_was_coded_the_shares_are_the_coders()
    {
        var run = await RunOverAsync([Row("a", "yes one"), Row("b", "no two"), Row("c", "no three"), Row("d", "no four")]);
        await CodeAsync("ann", ("a", "support"), ("b", "support"), ("c", "oppose"), ("d", "oppose"));
        var report = await DocketReportBuilder.OfAsync(Store, run, Time);

        Assert.True(report.Dimensions[0].Census);
        Assert.Equal((0.5, 0.25, (double?)null), (report.Dimensions[0].Shares[0].Share!.Value, report.Dimensions[0].Shares[0].Marker!.Value, report.Dimensions[0].Shares[0].Low));
        Assert.Contains("as coded by people", report.Headline, StringComparison.Ordinal);
        Assert.Contains("Who said what", await HtmlAsync(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunKind.Keywords, true)]
    [InlineData(RunKind.Model, false)]
    public async Task Cue_words_are_never_taken_for_a_language_model(RunKind kind, bool said)
    {
        var html = await HtmlAsync(await RunOverAsync([Row("a", "yes one")], kind));
        Assert.Equal(said, html.Contains("Not a language model", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_without_a_label_still_has_a_report()
    {
        var run = await RunOverAsync([Row("a", "refuse one")]);
        Assert.Contains("has a label yet", await HtmlAsync(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_become_weeks_when_days_are_too_thin_and_lulls_keep_their_place()
    {
        DayTotal Day(int day, long comments) => new("stance", "oppose", new DateOnly(2026, 1, 1).AddDays(day), comments);
        Assert.Equal(3, ReportPeriods.Of([Day(0, 30), Day(2, 30)]).Count);
        Assert.Equal(0, ReportPeriods.Of([Day(0, 30), Day(2, 30)])[1].Total);
        var weeks = ReportPeriods.Of(Enumerable.Range(0, 28).Select(d => Day(d, 4)));
        Assert.Equal(("2025-12-29", 5), (weeks[0].Period, weeks.Count));
        Assert.Equal(28 * 4, weeks.Sum(w => w.Total));
        Assert.True(ReportPeriods.Of(Enumerable.Range(0, 3000).Select(d => Day(d, 100))).Count <= 60);
        Assert.Empty(ReportPeriods.Of([]));
    }

    [GeneratedRegex("(?i)\\b(?:src|href|action|data|srcset|poster)\\s*=\\s*[\"']?.")]
    private static partial Regex References();
}
