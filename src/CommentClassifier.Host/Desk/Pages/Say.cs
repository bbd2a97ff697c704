using System.Globalization;

namespace CommentClassifier.Host.Desk.Pages;

/// <summary>Values of an address, which anybody may have typed: what cannot be read counts as not said.</summary>
internal static class Say
{
    /// <summary>A number in [0, 1], or null.</summary>
    public static double? Share(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value : null;

    /// <summary>A whole number, or null.</summary>
    public static long? Whole(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A label's machine name as people read it.</summary>
    public static string Name(string? label) => label is null ? "no label" : label.Replace('_', ' ');
}
