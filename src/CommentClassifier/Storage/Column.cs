using System.Globalization;

namespace CommentClassifier.Storage;

/// <summary>Between the records and the columns: Unix milliseconds, picodollars, texts that both databases hold alike.</summary>
internal static class Column
{
    private const decimal PicoPerUsd = 1_000_000_000_000m;

    public static long Millis(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static DateTimeOffset At(long millis) => DateTimeOffset.FromUnixTimeMilliseconds(millis);

    public static DateTimeOffset? At(long? millis) => millis is { } value ? At(value) : null;

    public static long Pico(decimal usd) => (long)decimal.Round(usd * PicoPerUsd);

    public static decimal Usd(decimal pico) => pico / PicoPerUsd;

    /// <summary>PostgreSQL holds no NUL; a replacement of the same length keeps every quote's offset.</summary>
    public static string? Text(string? text) => text?.Replace('\0', '\uFFFD');

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
