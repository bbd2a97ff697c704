namespace CommentClassifier.Agreement.Coefficients;

/// <summary>
/// A coefficient with what it was made of. Undefined parts are null and <see cref="Reason"/> says why; never 0, 1 or NaN.
/// Low and High bound the z interval at the level asked for; NullStandardError and P serve tests of "no better than chance".
/// </summary>
public sealed record Coefficient(
    double? Value,
    double? StandardError = null,
    double? Low = null,
    double? High = null,
    double? Observed = null,
    double? Expected = null,
    double? NullStandardError = null,
    double? Z = null,
    double? P = null,
    string? Reason = null);

/// <summary>Why a figure is undefined, in words an analyst can act on.</summary>
internal static class Reasons
{
    internal const string NoItems = "no items";
    internal const string NoVariation = "no variation: both coders used one label only";
    internal const string OneItem = "one item only: no interval";
    internal const string NoPairs = "no item has two codes";
    internal const string NotDefined = "a denominator is zero";
}
