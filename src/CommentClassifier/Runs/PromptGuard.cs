using CommentClassifier.Prompts;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>Prompt versions are immutable: one that a run has used and whose files then changed is refused.</summary>
public static class PromptGuard
{
    /// <summary>Refuses a version that a run has used and whose files then changed.</summary>
    /// <exception cref="PromptException">It changed; the message has the command that makes the next version.</exception>
    public static async Task EnsureUnchangedAsync(Store store, PromptVersion prompt, CancellationToken cancellationToken = default)
    {
        if (await store.Prompts.FindAsync(prompt.Name, prompt.Version, cancellationToken).ConfigureAwait(false) is { } used)
        {
            Prompts.UsedPrompt.EnsureUnchanged(prompt, used);
        }
    }

    /// <summary>Records that <paramref name="prompt"/> is used.</summary>
    /// <exception cref="PromptException">It was used before with another content.</exception>
    public static async Task RecordUseAsync(Store store, PromptVersion prompt, CancellationToken cancellationToken = default)
    {
        await EnsureUnchangedAsync(store, prompt, cancellationToken).ConfigureAwait(false);
        await store.Prompts.RecordUseAsync(prompt.Name, prompt.Version, prompt.Hash, await SourceAsync(prompt, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The prompt as it stood on disk, kept so that a label can be traced to its very words.</summary>
    private static async Task<string> SourceAsync(PromptVersion prompt, CancellationToken cancellationToken)
    {
        var codebook = Path.Combine(Path.GetDirectoryName(prompt.File)!, prompt.FrontMatter.CodebookFile);
        var texts = new[] { await File.ReadAllTextAsync(prompt.File, cancellationToken).ConfigureAwait(false), await File.ReadAllTextAsync(codebook, cancellationToken).ConfigureAwait(false) };
        return string.Join("\n--- codebook ---\n", texts);
    }
}
