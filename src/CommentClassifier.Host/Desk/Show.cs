using System.Globalization;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Host.Desk;

/// <summary>Figures and names as people read them.</summary>
internal static class Show
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Figure(double? value, string format = "0.000") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    public static string Usd(decimal? value) => value is { } usd ? usd.ToString(usd is 0 or >= 1 ? "$#,0.00" : "$0.0000", CultureInfo.InvariantCulture) : "–";

    public static string At(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) is { } text ? text + " UTC" : "–";

    public static string Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";

    public static string Name(CommentState state) => state.ToString().ToLowerInvariant();

    public static string Name(CommentContent content) => content switch
    {
        CommentContent.Readable => "readable",
        CommentContent.AttachmentOnly => "attachment only",
        CommentContent.Withdrawn => "withdrawn",
        _ => "empty",
    };

    /// <summary>A stretch of time: seconds below two minutes, then minutes, then hours.</summary>
    public static string Time(double? seconds) => seconds switch
    {
        null => "–",
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };
}
