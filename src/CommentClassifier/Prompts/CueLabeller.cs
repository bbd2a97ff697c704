using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>
/// Labels by the cue words of a prompt version: what the built-in endpoint answers. It is not a language model; it reads no
/// irony, negation beyond its phrases, or context. Deterministic, made once for a version, safe to use from many threads.
/// </summary>
public sealed class CueLabeller
{
    // One cue repeated all over a text is still one argument.
    private const int MaxCounted = 3;

    // From this share of the best label's weight on, the second is as good.
    private const double TiedFrom = 0.8;
    private readonly PromptVersion prompt;
    private readonly CueMatcher matcher;
    private readonly List<(int Dimension, int Label, double Weight)> cues = [];

    /// <summary>Compiles the version's cues.</summary>
    public CueLabeller(PromptVersion prompt)
    {
        this.prompt = prompt;
        var patterns = new List<string>();
        for (var d = 0; d < prompt.Codebook.Dimensions.Count; d++)
        {
            var names = prompt.Codebook.Dimensions[d].Labels.Select(l => l.Name).ToList();
            foreach (var cue in Cues(d).Cues)
            {
                patterns.Add(CueText.Pattern(cue.Phrase));
                cues.Add((d, names.IndexOf(cue.Label), cue.Weight));
            }
        }

        matcher = new CueMatcher(patterns);
    }

    /// <summary>A label in every dimension, with the sentence of the deciding cue as quote and the margin as confidence where the shape has them.</summary>
    public IReadOnlyList<AssignedLabel> Label(string text)
    {
        var found = matcher.Find(text);
        // The leftmost and then longest cue counts, so that "do not support" is not "support" as well.
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        return [.. prompt.Codebook.Dimensions.Select((dimension, d) => LabelDimension(text, dimension, d, found))];
    }

    private AssignedLabel LabelDimension(string text, Dimension dimension, int d, List<CueMatcher.Match> found)
    {
        var weights = new double[dimension.Labels.Count];
        var first = new CueMatcher.Match?[dimension.Labels.Count];
        var counted = new Dictionary<int, int>();
        var behind = 0;
        foreach (var match in found)
        {
            var cue = cues[match.Cue];
            if (cue.Dimension != d || match.Start < behind)
                continue;
            behind = match.End;
            first[cue.Label] ??= match;
            var count = counted[match.Cue] = counted.GetValueOrDefault(match.Cue) + 1;
            if (count <= MaxCounted)
                weights[cue.Label] += cue.Weight;
        }

        var best = Array.IndexOf(weights, weights.Max());
        var second = weights.Where((_, i) => i != best).Max();
        if (weights[best] == 0)
            return Assign(text, dimension.Find(Cues(d).WhenNone)!, dimension, 0.6, null);
        return second >= TiedFrom * weights[best]
            ? Assign(text, dimension.Find(Cues(d).WhenTied)!, dimension, 0.5, first[best])
            : Assign(text, dimension.Labels[best], dimension, 0.5 + (0.45 * (weights[best] - second) / (weights[best] + 1)), first[best]);
    }

    private AssignedLabel Assign(string text, LabelDefinition label, Dimension dimension, double confidence, CueMatcher.Match? cue) => new(
        dimension.Name,
        label.Name,
        prompt.Shape.Confidence ? Math.Round(confidence, 2) : null,
        prompt.Shape.Quotes && label.Kind == LabelKind.Substantive ? Sentences.Around(text, cue?.Start ?? 0, cue?.End ?? 0) : null);

    private DimensionCues Cues(int d) => prompt.FrontMatter.OfflineCues[prompt.Codebook.Dimensions[d].Name];
}
