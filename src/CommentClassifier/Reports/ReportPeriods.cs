using System.Globalization;
using CommentClassifier.Reports.Charts;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>Days gathered into days, weeks (from Monday), months or years: at most sixty periods, of twenty comments or more on average.</summary>
internal static class ReportPeriods
{
    private const int Most = 60;
    private const int Enough = 20;

    private static readonly Func<DateOnly, string>[] Grains =
    [
        d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        d => d.AddDays(-(((int)d.DayOfWeek + 6) % 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        d => d.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        d => d.ToString("yyyy", CultureInfo.InvariantCulture),
    ];

    public static IReadOnlyList<PeriodCounts> Of(IEnumerable<DayTotal> days)
    {
        var list = days.OrderBy(d => d.Day).ToList();
        if (list.Count == 0)
            return [];
        // Days without a comment keep their place, or a lull would look like a day.
        var span = Enumerable.Range(0, list[^1].Day.DayNumber - list[0].Day.DayNumber + 1).Select(i => list[0].Day.AddDays(i)).ToList();
        var comments = list.Sum(d => d.Comments);
        bool Fits(Func<DateOnly, string> grain) => span.Select(grain).Distinct().Take(Most + 1).Count() <= Most;
        bool Fills(Func<DateOnly, string> grain) => comments >= Enough * list.Select(d => grain(d.Day)).Distinct().Count();
        var grain = Grains.FirstOrDefault(g => Fits(g) && Fills(g) && span.Select(g).Distinct().Skip(1).Any()) ?? Grains.FirstOrDefault(Fits) ?? Grains[^1];
        var counts = list.GroupBy(d => grain(d.Day)).ToDictionary(
            g => g.Key, g => (IReadOnlyDictionary<string, long>)g.GroupBy(d => d.Label).ToDictionary(l => l.Key, l => l.Sum(d => d.Comments)));
        return [.. span.Select(grain).Distinct().Select(p => new PeriodCounts(p, counts.GetValueOrDefault(p) ?? new Dictionary<string, long>()))];
    }
}
