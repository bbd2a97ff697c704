namespace CommentClassifier.Reports.Charts;

/// <summary>One bar of <see cref="ShareBars"/>. Shares lie in [0, 1]; null where undefined.</summary>
/// <param name="Label">The label's machine name.</param>
/// <param name="Share">The share drawn as a bar.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
public sealed record ShareRow(string Label, double? Share, double? Low = null, double? High = null)
{
    /// <summary>A colour class, from <see cref="LabelTones"/>.</summary>
    public string Tone { get; init; } = "tone-0";

    /// <summary>How many comments carry the label.</summary>
    public double? Count { get; init; }

    /// <summary>The share if every comment without a label had another label.</summary>
    public double? WorstLow { get; init; }

    /// <summary>The share if every comment without a label had this one.</summary>
    public double? WorstHigh { get; init; }

    /// <summary>A second share shown as a tick: the model's own beside a corrected one, or per distinct text beside per submission.</summary>
    public double? Marker { get; init; }
}

/// <summary>One dot with its interval in <see cref="IntervalsByLabel"/>.</summary>
/// <param name="Label">The label (or coefficient) the row is about.</param>
/// <param name="Series">Which figure of it: precision, recall, F1; null with one figure a row.</param>
/// <param name="Value">The figure.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Note">What to know: "12 coded", "undefined: no such label".</param>
public sealed record IntervalRow(string Label, string? Series, double? Value, double? Low, double? High, string? Note = null);

/// <summary>One column of <see cref="SharesOverTime"/>.</summary>
/// <param name="Period">The period's name: <c>2023-10</c>, <c>Oct 30</c>.</param>
/// <param name="Counts">Comments by label; a label that is absent counts 0.</param>
public sealed record PeriodCounts(string Period, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>The sum over the labels.</summary>
    public long Total { get; } = Counts.Values.Sum();
}
