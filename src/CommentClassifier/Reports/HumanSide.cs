using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Deduplication;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;

namespace CommentClassifier.Reports;

/// <summary>What people said: their codes with the sampling design, adjudicated labels apart, and what a reader must know of both.</summary>
internal sealed record HumanSide(
    IReadOnlyList<HumanCode> Codes, IReadOnlyList<string> Dimensions, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Adjudicated)
{
    /// <summary>Rows of a file under this coder's name are adjudicated labels.</summary>
    private const string Adjudicator = "adjudicated";

    /// <summary>How the names of coders begin whose labels a model drafted.</summary>
    private const string Draft = "draft";

    /// <summary>The coder of a file that names none.</summary>
    private const string Unnamed = "coder";

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the inclusion probabilities are known, so that shares of the docket can be estimated.</summary>
    public bool DrawnAtRandom { get; init; }

    public IEnumerable<string> Coders => Codes.Select(code => code.Coder);

    /// <summary>Whether any label is a model's draft that nobody reviewed: its coder's name begins with <c>draft</c>. A draft is no human label.</summary>
    public bool HasDrafts => Codes.Any(code => code.Coder.StartsWith(Draft, StringComparison.OrdinalIgnoreCase));

    public static HumanSide Of(LabelTable table)
    {
        var codes = new List<HumanCode>(table.Rows.Count);
        var adjudicated = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        // Who coded a comment first; only comments with several coders need the pairs.
        var firstCoder = new Dictionary<string, string>(table.Rows.Count, StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        var twice = 0;
        // A hundred thousand rows use a handful of combinations of labels.
        var combinations = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var labels = Shared(row.Labels);
            if (labels.Count == 0) continue;
            if (Adjudicator.Equals(row.Coder, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var (dimension, label) in labels)
                {
                    if (!adjudicated.TryGetValue(dimension, out var ruled)) adjudicated[dimension] = ruled = new(StringComparer.Ordinal);
                    ruled[row.Comment.Value] = label;
                }

                continue;
            }

            var coder = row.Coder ?? Unnamed;
            if (!firstCoder.TryAdd(row.Comment.Value, coder) && (firstCoder[row.Comment.Value] == coder || !seen.Add((row.Comment.Value, coder)))) twice++;
            codes.Add(new HumanCode(row.Comment.Value, coder, labels, row.Stratum, row.Weight, FamilyOf(row)));
        }

        return new HumanSide(codes, table.Dimensions, adjudicated.ToDictionary(p => p.Key, p => (IReadOnlyDictionary<string, string>)p.Value))
        {
            Notes = twice == 0 ? [] : [$"{table.Source}: {twice} rows code a comment again under the same coder; the last one counts."],
            DrawnAtRandom = table.Rows.All(row => row.Weight is not null),
        };

        IReadOnlyDictionary<string, string> Shared(IReadOnlyList<string?> given)
        {
            var key = given.Count == 1 ? given[0] ?? "" : string.Join('\u001F', given);
            if (combinations.TryGetValue(key, out var known)) return known;
            var labels = new Dictionary<string, string>(given.Count, StringComparer.Ordinal);
            for (var i = 0; i < given.Count; i++)
                if (given[i] is { } label) labels[table.Dimensions[i]] = label;
            return combinations[key] = labels;
        }
    }

    /// <summary>The family of a row that carries its text: equal texts are one.</summary>
    public static string? FamilyOf(LabelRow row) => row.Text is { } text ? TextFingerprint.Of(CommentText.Normalise(text)) : null;
}
