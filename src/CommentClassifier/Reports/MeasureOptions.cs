using CommentClassifier.Agreement.Reporting;

namespace CommentClassifier.Reports;

/// <summary>What a user asks of a measurement, beside what is measured.</summary>
public sealed record MeasureOptions
{
    /// <summary>Only this dimension; null: all that both sides have.</summary>
    public string? Dimension { get; init; }

    /// <summary>Bootstrap resamples (and permutations in a comparison); null: 2,000 for agreement, 10,000 for a comparison.</summary>
    public int? Resamples { get; init; }

    /// <summary>The seed of every resample.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary><c>adjudicated</c>, <c>majority</c> or a coder's name; null: adjudicated, else sole coder, else strict majority.</summary>
    public string? Reference { get; init; }

    /// <summary>How many comments of the docket carry each machine label; needs one dimension.</summary>
    public IReadOnlyDictionary<string, double>? Populations { get; init; }

    /// <summary>The labels of an ordered scale, lowest first; needs one dimension.</summary>
    public IReadOnlyList<string>? Ordinal { get; init; }

    /// <summary>Only the comments of this stored sample; null: every coded comment.</summary>
    public string? Sample { get; init; }

    /// <summary>The reference rule, and the coder where it names one.</summary>
    /// <exception cref="ExpectedException">No coder has that name.</exception>
    internal (ReferenceRule Rule, string? Coder) Rule(IEnumerable<string> coders)
    {
        switch (Reference?.ToLowerInvariant())
        {
            case null or "" or "automatic": return (ReferenceRule.Automatic, null);
            case "adjudicated": return (ReferenceRule.Adjudicated, null);
            case "majority": return (ReferenceRule.Majority, null);
        }

        var known = coders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return known.Contains(Reference!, StringComparer.Ordinal)
            ? (ReferenceRule.Coder, Reference)
            : throw new ExpectedException($"--reference {Reference}: no coder has that name; write adjudicated, majority, or one of {string.Join(", ", known)}.", 2);
    }

    /// <summary>The dimensions to measure, of those that both sides have.</summary>
    /// <exception cref="ExpectedException">The one asked for is not among them, or options that need one dimension meet several.</exception>
    internal IReadOnlyList<string> Choose(IReadOnlyList<string> shared)
    {
        var chosen = Dimension is null ? shared : [.. shared.Where(name => name.Equals(Dimension, StringComparison.OrdinalIgnoreCase))];
        if (chosen.Count == 0)
            throw new ExpectedException($"--dimension {Dimension}: it is not there; choose from {string.Join(", ", shared)}.", 2);
        if (chosen.Count > 1 && (Populations is not null || Ordinal is not null))
            throw new ExpectedException($"--populations and --ordinal speak of one dimension; add --dimension with one of {string.Join(", ", chosen)}.", 2);
        return chosen;
    }
}
