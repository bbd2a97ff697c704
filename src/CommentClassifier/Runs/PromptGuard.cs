using CommentClassifier.Prompts;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>Prompt versions are immutable: one that a run has used and whose files then changed is refused.</summary>
public static class PromptGuard
{
    /// <summary>Records that <paramref name="prompt"/> is used.</summary>
    /// <exception cref="ExpectedException">It was used before with another content; the message has the command that makes the next version.</exception>
    public static async Task RecordUseAsync(Store store, PromptVersion prompt, CancellationToken cancellationToken = default)
    {
        var used = await store.Prompts.FindAsync(prompt.Name, prompt.Version, cancellationToken).ConfigureAwait(false);
        if (used is not null && used != prompt.Hash)
        {
            throw new ExpectedException(
                $"{prompt.Id} has changed on disk since a run used it ({used[..12]} then, {prompt.Hash[..12]} now); a used version stays as it was. " +
                $"Undo the change, and make the next version with: comment-classifier prompts new {prompt.Name}");
        }

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
