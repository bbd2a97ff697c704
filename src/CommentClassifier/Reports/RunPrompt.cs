using CommentClassifier.Deduplication;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>The prompt of a run as the store kept it, so that a changed or missing folder changes no figure.</summary>
public sealed record RunPrompt(Codebook Codebook, IReadOnlyList<PromptExample> Examples)
{
    private const string Separator = "\n--- codebook ---\n";

    /// <summary>Reads it; null where the run had no prompt (a baseline) or its content was not kept.</summary>
    public static async Task<RunPrompt?> OfAsync(Store store, RunSpec spec, CancellationToken ct = default)
    {
        var parts = spec.Prompt.Split('@');
        var used = parts.Length == 2 ? await store.Prompts.GetAsync(parts[0], parts[1], ct).ConfigureAwait(false) : null;
        var cut = used?.Content.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        if (used is null || cut < 0) return null;
        try
        {
            var codebook = CodebookReader.Read(used.Content[(cut + Separator.Length)..], $"the stored codebook of {spec.Prompt}");
            var (yaml, _) = FrontMatterReader.Split(used.Content[..cut], $"the stored prompt {spec.Prompt}");
            codebook = FrontMatterReader.Narrow(yaml, codebook);
            return new RunPrompt(codebook, FrontMatterReader.Read(yaml, codebook).Examples);
        }
        catch (DefinitionException)
        {
            // An older version of the program understood it; the labels that were given are still there to measure.
            return null;
        }
    }

    /// <summary>Those of the coded comments whose text the prompt shows as an example.</summary>
    internal IReadOnlyList<CommentId> ExamplesAmong(IEnumerable<CodedComment> coded)
    {
        var shown = Examples.Select(example => TextFingerprint.Of(CommentText.Normalise(example.Text))).ToHashSet(StringComparer.Ordinal);
        return shown.Count == 0 ? [] : [.. coded.Where(c => c.Fingerprint is { } print && shown.Contains(print)).Select(c => c.Comment)];
    }
}
