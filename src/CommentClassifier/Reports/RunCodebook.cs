using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>The codebook a run was made with, from the very words kept in the store; the prompt folder is not needed.</summary>
public static class RunCodebook
{
    private const string Divider = "\n--- codebook ---\n";

    /// <summary>
    /// The codebook, narrowed to the dimensions asked. Where the words were not kept (a baseline, a prompt of another hash) it is made
    /// from the labels seen and human ones, without definitions.
    /// </summary>
    public static async Task<Codebook> OfAsync(Store store, RunRecord run, CancellationToken ct = default)
    {
        if (run.Spec.Prompt.Split('@') is [var name, var version]
            && await store.Prompts.GetAsync(name, version, ct) is { } used && used.Hash == run.Spec.PromptHash && Parse(used.Content, run.Spec.Prompt) is { } codebook)
            return codebook;
        var seen = (await store.Runs.LabelCountsAsync(run.Id, ct)).Select(l => (l.Dimension, l.Label))
            .Concat((await store.Humans.MatrixAsync(run.Spec.Docket, null, ct)).Select(h => (h.Dimension, h.Label)));
        return new Codebook
        {
            Name = run.Spec.Prompt,
            Dimensions =
            [
                .. seen.GroupBy(x => x.Dimension, x => x.Label).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Dimension
                {
                    Name = g.Key,
                    Title = g.Key.Replace('_', ' '),
                    Labels = [.. g.Distinct().Order(StringComparer.Ordinal).Select(l => new LabelDefinition { Name = l, Definition = "" })],
                }),
            ],
        };
    }

    private static Codebook? Parse(string content, string source)
    {
        var parts = content.ReplaceLineEndings("\n").Split(Divider);
        if (parts.Length != 2)
            return null;
        try
        {
            return FrontMatterReader.Narrow(FrontMatterReader.Split(parts[0], source).Yaml, CodebookReader.Read(parts[1], source));
        }
        catch (DefinitionException)
        {
            // Kept by an older version of the program: the labels alone must do.
            return null;
        }
    }
}
