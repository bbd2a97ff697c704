using System.Globalization;
using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>Something beside the template that differs.</summary>
/// <param name="Area"><c>codebook</c>, <c>parameters</c>, <c>shape</c>, <c>variables</c>, <c>examples</c> or <c>offline cues</c>.</param>
/// <param name="What">Which part, such as <c>stance.mixed</c>.</param>
/// <param name="Before">What it was, or null where it was not there.</param>
/// <param name="After">What it is, or null where it is gone.</param>
public sealed record PromptChange(string Area, string What, string? Before, string? After);

/// <summary>What changed from one prompt version to another.</summary>
/// <param name="From">The first version's id.</param>
/// <param name="To">The second version's id.</param>
/// <param name="Body">The templates, line by line, unchanged lines included.</param>
/// <param name="Changes">Everything else that differs.</param>
public sealed record PromptDiff(string From, string To, IReadOnlyList<DiffLine> Body, IReadOnlyList<PromptChange> Changes)
{
    /// <summary>The area of the cue words of the built-in endpoint.</summary>
    public const string CueArea = "offline cues";

    /// <summary>Compares two versions.</summary>
    public static PromptDiff Between(PromptVersion a, PromptVersion b)
    {
        var before = Facts(a);
        var after = Facts(b);
        var changes = before.Keys.Union(after.Keys)
            .Select(k => new PromptChange(k.Area, k.What, before.GetValueOrDefault(k), after.GetValueOrDefault(k)))
            .Where(c => c.Before != c.After);
        return new PromptDiff(a.Id, b.Id, LineDiff.Between(a.Body, b.Body), [.. changes]);
    }

    private static Dictionary<(string Area, string What), string> Facts(PromptVersion prompt)
    {
        var front = prompt.FrontMatter;
        var facts = new Dictionary<(string, string), string>
        {
            [("parameters", "temperature")] = front.Parameters.Temperature?.ToString(CultureInfo.InvariantCulture) ?? "the endpoint's default",
            [("parameters", "seed")] = front.Parameters.Seed?.ToString(CultureInfo.InvariantCulture) ?? "none",
            [("parameters", "max_output_tokens_per_comment")] = front.Parameters.MaxOutputTokensPerComment.ToString(CultureInfo.InvariantCulture),
            [("shape", "quotes")] = front.Shape.Quotes ? "true" : "false",
            [("shape", "confidence")] = front.Shape.Confidence ? "true" : "false",
        };
        foreach (var dimension in prompt.Codebook.Dimensions)
        {
            facts[("codebook", dimension.Name)] = $"{dimension.Title}: {dimension.Question}{(dimension.Ordinal ? " (ordinal)" : "")}";
            for (var i = 0; i < dimension.Rules.Count; i++)
                facts[("codebook", $"{dimension.Name} rule {i + 1}")] = dimension.Rules[i];
            foreach (var label in dimension.Labels)
                facts[("codebook", $"{dimension.Name}.{label.Name}")] = Describe(label);
            facts[(CueArea, dimension.Name)] = Describe(front.OfflineCues[dimension.Name]);
        }

        foreach (var variable in front.Variables)
            facts[("variables", variable.Name)] = $"{variable.Description} ({(variable.Required ? "required" : $"default '{variable.Default}'")})";
        for (var i = 0; i < front.Examples.Count; i++)
            facts[("examples", $"{i + 1}")] = $"{front.Examples[i].Text} -> {string.Join(", ", front.Examples[i].Labels.Select(l => $"{l.Dimension}={l.Label}"))}";
        return facts;
    }

    private static string Describe(LabelDefinition label) =>
        $"{label.Definition} ({label.Kind}{(label.OffScale ? ", off the scale" : "")}){string.Concat(label.Examples.Select(e => $" | {e}"))}";

    private static string Describe(DimensionCues cues) =>
        string.Create(CultureInfo.InvariantCulture, $"{cues.Cues.Count} cues, none: {cues.WhenNone}, tied: {cues.WhenTied}; ")
        + string.Join(", ", cues.Cues.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Label} '{c.Phrase}' {c.Weight}")));
}
