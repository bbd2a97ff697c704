using CommentClassifier.Labels;

namespace CommentClassifier.Reports.Charts;

/// <summary>
/// The colour class of each label of a dimension: a diverging scale for ordered labels, distinct hues for the others, greys for
/// "not addressed" and "unclear". The colours are in <see cref="ChartStyles"/> and never carry a meaning alone.
/// </summary>
public static class LabelTones
{
    private const int Hues = 8;

    /// <summary>Colour classes by label, in the codebook's order.</summary>
    public static IReadOnlyDictionary<string, string> Of(Dimension dimension)
    {
        var scale = dimension.Scale.Select(l => l.Name).ToList();
        var tones = new Dictionary<string, string>(StringComparer.Ordinal);
        // The ends of a scale are orange and blue; what stands off the scale must look like neither.
        var hue = scale.Count > 1 ? 3 : 0;
        foreach (var label in dimension.Labels)
        {
            var place = scale.IndexOf(label.Name);
            tones[label.Name] = label.Kind switch
            {
                LabelKind.NotAddressed => "tone-none",
                LabelKind.Unclear => "tone-unclear",
                _ when place >= 0 && scale.Count > 1 => $"tone-s{(int)Math.Round(6.0 * place / (scale.Count - 1))}",
                _ => $"tone-{hue++ % Hues}",
            };
        }

        return tones;
    }

    /// <summary>Colour classes where there is no codebook at hand.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> labels) =>
        labels.Distinct(StringComparer.Ordinal).Select((label, i) => (label, i)).ToDictionary(x => x.label, x => $"tone-{x.i % Hues}", StringComparer.Ordinal);
}
