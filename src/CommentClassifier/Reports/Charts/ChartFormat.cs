using System.Globalization;

namespace CommentClassifier.Reports.Charts;

/// <summary>How figures are written in charts, tables and SVG attributes.</summary>
public static class ChartFormat
{
    /// <summary>A share for people, one decimal: <c>37.2 %</c>; a dash where it is undefined.</summary>
    public static string Percent(double? share) =>
        share is { } value && double.IsFinite(value) ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    /// <summary>An interval of shares for people: <c>35.0–39.4 %</c>; a dash where a bound is undefined. Clipped to 0–100.</summary>
    public static string Range(double? low, double? high) => low is { } a && high is { } b
        ? $"{(100 * Clip(a)).ToString("0.0", CultureInfo.InvariantCulture)}–{(100 * Clip(b)).ToString("0.0", CultureInfo.InvariantCulture)} %"
        : "–";

    /// <summary>A coefficient, two decimals; a dash where it is undefined.</summary>
    public static string Two(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("0.00;−0.00;0.00", CultureInfo.InvariantCulture) : "–";

    /// <summary>An interval of a coefficient, with words between where a minus sign would run into the dash; a dash where a bound is undefined.</summary>
    public static string TwoRange(double? low, double? high) =>
        low is null || high is null ? "–" : low < 0 || high < 0 ? $"{Two(low)} to {Two(high)}" : $"{Two(low)}–{Two(high)}";

    /// <summary>A count with thousands separated.</summary>
    public static string Count(double? count) => count?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A label's machine name as people read it: <c>strongly_oppose</c> becomes <c>strongly oppose</c>.</summary>
    public static string Name(string label) => label.Replace('_', ' ');

    /// <summary>A share as an SVG length: <c>37.25%</c>; undefined is 0.</summary>
    public static string At(double? share) => (100 * Clip(share ?? 0)).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>A coordinate as an SVG number.</summary>
    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    internal static double Clip(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1);
}
