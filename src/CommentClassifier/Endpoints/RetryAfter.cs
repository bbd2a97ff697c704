using System.Globalization;

namespace CommentClassifier.Endpoints;

/// <summary>How long a server asks us to wait, in every form that servers use. Zero and negative mean that it does not know.</summary>
internal static class RetryAfter
{
    private static readonly string[] Phrases = ["try again in", "retry after", "retry in", "wait for", "please wait"];

    /// <summary><c>retry-after-ms</c>, then <c>Retry-After</c>, then the body's words; null when unknown.</summary>
    public static TimeSpan? Find(Func<string, string?> header, string? message, DateTimeOffset now) =>
        Milliseconds(header("retry-after-ms")) ?? Milliseconds(header("x-ms-retry-after-ms")) ?? Value(header("Retry-After"), now) ?? InWords(message);

    /// <summary>Seconds (<c>20</c>, <c>0.3</c>), an HTTP date, or a duration (<c>6m0s</c>, <c>12ms</c>).</summary>
    public static TimeSpan? Value(string? value, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return Seconds(seconds);
        }

        if (Duration(value) is { } duration)
        {
            return duration;
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now : null;
    }

    /// <summary>A Go-like duration such as <c>6m0s</c>, <c>1h2m</c>, <c>12ms</c> or <c>7.66s</c>; null when it is not one, or not positive.</summary>
    public static TimeSpan? Duration(ReadOnlySpan<char> text)
    {
        var total = 0.0;
        var rest = text.Trim();
        while (rest.Length > 0)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
            {
                digits++;
            }

            var letters = digits;
            while (letters < rest.Length && (char.IsAsciiLetter(rest[letters]) || rest[letters] == 'µ'))
            {
                letters++;
            }

            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || UnitSeconds(rest[digits..letters]) is not { } unit)
            {
                return null;
            }

            total += number * unit;
            rest = rest[letters..].TrimStart();
        }

        return Seconds(total);
    }

    // "Please try again in 300ms.", "in 6m0s", "Try again in 20 seconds": the number and its unit that follow the phrase.
    private static TimeSpan? InWords(string? message)
    {
        foreach (var phrase in Phrases)
        {
            var at = message?.IndexOf(phrase, StringComparison.OrdinalIgnoreCase) ?? -1;
            if (at < 0)
            {
                continue;
            }

            var rest = message.AsSpan(at + phrase.Length).TrimStart();
            var end = 0;
            while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || (rest[end] == '.' && end + 1 < rest.Length && char.IsAsciiDigit(rest[end + 1]))))
            {
                end++;
            }

            var word = end;
            while (word < rest.Length && (char.IsAsciiLetterOrDigit(rest[word]) || (rest[word] == '.' && word + 1 < rest.Length && char.IsAsciiDigit(rest[word + 1]))))
            {
                word++;
            }

            if (word > end && Duration(rest[..word]) is { } glued)
            {
                return glued;
            }

            var unit = rest[end..].TrimStart();
            var letters = 0;
            while (letters < unit.Length && char.IsAsciiLetter(unit[letters]))
            {
                letters++;
            }

            if (end > 0 && double.TryParse(rest[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return Seconds(number * (UnitSeconds(unit[..letters]) ?? 1));
            }
        }

        return null;
    }

    private static TimeSpan? Milliseconds(string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) ? Seconds(ms / 1000) : null;

    private static double? UnitSeconds(ReadOnlySpan<char> unit) => unit switch
    {
        "d" or "day" or "days" => 86_400,
        "h" or "hour" or "hours" => 3600,
        "m" or "min" or "minute" or "minutes" => 60,
        "s" or "sec" or "secs" or "second" or "seconds" => 1,
        "ms" or "millisecond" or "milliseconds" => 0.001,
        "us" or "µs" => 0.000001,
        "ns" => 0.000000001,
        _ => null,
    };

    private static TimeSpan? Seconds(double seconds) =>
        seconds > 0 && double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, 30 * 86_400.0)) : null;
}
