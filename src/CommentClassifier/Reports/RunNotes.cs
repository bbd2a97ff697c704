using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>What a run's own record says about measuring it.</summary>
internal static class RunNotes
{
    /// <summary>Other versions of the prompt that met the same coded comments: whoever chose the best of them chose a lucky one too.</summary>
    public static IEnumerable<string> Rivals(RunRecord run, IReadOnlyList<RunSummary> runs)
    {
        var name = run.Spec.Prompt.Split('@')[0] + "@";
        var versions = runs
            .Where(r => r.Run.Spec.Prompt.StartsWith(name, StringComparison.Ordinal) && r.States.Labelled > 0)
            .Select(r => r.Run.Spec.Prompt).Distinct().Order(StringComparer.Ordinal).ToList();
        if (versions.Count > 1)
        {
            yield return $"{string.Join(", ", versions)} were run on these comments: if one was tuned or chosen by them, its figures are optimistic; " +
                "confirm on a fresh sample.";
        }
    }

    /// <summary>What a reader must know of the run before relying on its figures.</summary>
    public static IEnumerable<string> About(RunRecord run, IReadOnlyList<CodedComment> coded)
    {
        if (run.Kind == RunKind.Keywords)
            yield return $"Run {run.Id} was labelled by offline-keywords, which counts cue words and is not a language model.";
        var waiting = coded.Count(c => c.State is null or CommentState.Pending);
        if (waiting > 0)
        {
            yield return $"{waiting} of {coded.Count} coded comments {(waiting == 1 ? "is" : "are")} not labelled yet by run {run.Id}; label what waits with: " +
                $"comment-classifier run --docket {run.Spec.Docket} --prompt {run.Spec.Prompt} --model {run.Spec.Model} --only coded";
        }

        var unreadable = coded.Count(c => c.State is CommentState.Unreadable or CommentState.Withdrawn or CommentState.Oversized);
        if (unreadable > 0)
            yield return $"{unreadable} of {coded.Count} coded comments {(unreadable == 1 ? "has" : "have")} no text that a model could read (withdrawn, attachment only or too long).";
    }

    /// <summary>The dimensions that people coded and the run answers.</summary>
    /// <exception cref="ExpectedException">There is none.</exception>
    public static IReadOnlyList<string> SharedDimensions(HumanSide side, RunRecord run, IReadOnlyList<RunLabel> labels, RunPrompt? prompt)
    {
        var answered = prompt?.Codebook.Dimensions.Select(d => d.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        answered.UnionWith(labels.Select(label => label.Dimension));
        string[] ordered = [.. answered.Where(side.Dimensions.Contains)];
        return ordered.Length > 0 ? ordered : throw new ExpectedException(answered.Count == 0
            ? $"Run {run.Id} has not labelled any coded comment yet. Resume it with the command that started it, with --only coded to begin with these."
            : $"No dimension in common: the coders of {run.Spec.Docket} labelled {string.Join(", ", side.Dimensions)}; run {run.Id} answers {string.Join(", ", answered)}.");
    }

    /// <summary>The dimension with the codebook's labels and order, where there is a codebook.</summary>
    public static DimensionInput Declared(string name, RunPrompt? prompt, MeasureOptions options)
    {
        var definition = prompt?.Codebook.Find(name);
        string[] scale = definition is null ? [] : [.. definition.Scale.Select(label => label.Name)];
        return new DimensionInput(name)
        {
            Labels = definition is null ? null : [.. definition.Labels.Select(label => label.Name)],
            OrdinalLabels = options.Ordinal ?? (scale.Length > 2 ? scale : null),
        };
    }
}
