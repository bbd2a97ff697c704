using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>How far labels given in company agree with those given alone.</summary>
/// <param name="Labels">Labels compared.</param>
/// <param name="Same">Of these, how many agree.</param>
public sealed record ControlAgreement(long Labels, long Same)
{
    /// <summary>Same over labels; null without any.</summary>
    public double? Share => Labels == 0 ? null : (double)Same / Labels;

    internal static ControlAgreement Of(IEnumerable<ControlPair> pairs) =>
        pairs.Aggregate(new ControlAgreement(0, 0), (sum, pair) => new ControlAgreement(sum.Labels + 1, sum.Same + (pair.Label == pair.Control ? 1 : 0)));
}

/// <summary>The agreement at one place in the request.</summary>
/// <param name="Position">From 1.</param>
/// <param name="Agreement">At that place.</param>
public sealed record PositionAgreement(int Position, ControlAgreement Agreement);

/// <summary>A label that changes when the text is asked alone.</summary>
public sealed record ControlDifference(string CommentId, string Dimension, string Batched, string Single);

/// <summary>What the control of a run found.</summary>
/// <param name="Texts">Texts drawn at random and asked alone.</param>
/// <param name="Agreement">Over these, all dimensions: what to expect of the whole run.</param>
/// <param name="ByPosition">The same by the text's place in its request.</param>
/// <param name="ByDimension">The same by dimension.</param>
/// <param name="NeighbourTexts">Texts asked alone because they travelled beside a suspicious one.</param>
/// <param name="NeighbourAgreement">Over these; it says nothing of the rest of the run.</param>
/// <param name="Differences">Every label that differs, of both kinds.</param>
public sealed record ControlReport(
    long Texts, ControlAgreement Agreement, IReadOnlyList<PositionAgreement> ByPosition, IReadOnlyDictionary<string, ControlAgreement> ByDimension,
    long NeighbourTexts, ControlAgreement NeighbourAgreement, IReadOnlyList<ControlDifference> Differences)
{
    /// <summary>The report of a run's pairs, or null when nothing was controlled.</summary>
    public static ControlReport? Of(IReadOnlyList<ControlPair> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        var drawn = pairs.Where(pair => pair.Random).ToList();
        var neighbours = pairs.Where(pair => !pair.Random).ToList();
        return new ControlReport(
            CountTexts(drawn), ControlAgreement.Of(drawn),
            [.. drawn.GroupBy(pair => pair.Position).OrderBy(place => place.Key).Select(place => new PositionAgreement(place.Key + 1, ControlAgreement.Of(place)))],
            drawn.GroupBy(pair => pair.Dimension).ToDictionary(dimension => dimension.Key, ControlAgreement.Of),
            CountTexts(neighbours), ControlAgreement.Of(neighbours),
            [.. pairs.Where(pair => pair.Label != pair.Control).Select(pair => new ControlDifference(pair.Comment.Value, pair.Dimension, pair.Label, pair.Control))]);
    }

    private static long CountTexts(IEnumerable<ControlPair> pairs) => pairs.Select(pair => pair.Text).Distinct().LongCount();
}
