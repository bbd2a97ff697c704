namespace CommentClassifier.Prompts;

/// <summary>A version that a run has used is immutable.</summary>
public static class UsedPrompt
{
    /// <summary>Refuses a version whose files changed since it was used.</summary>
    /// <param name="prompt">The version as it is on disk.</param>
    /// <param name="usedHash">The hash under which runs used it.</param>
    /// <exception cref="PromptException">The hashes differ.</exception>
    public static void EnsureUnchanged(PromptVersion prompt, string usedHash)
    {
        if (string.Equals(prompt.Hash, usedHash, StringComparison.Ordinal))
            return;
        var codebook = Path.Combine(Path.GetDirectoryName(prompt.File) ?? "", prompt.FrontMatter.CodebookFile);
        throw new PromptException($"{prompt.Id} was used by a run as {PromptHash.Brief(usedHash)}, but '{prompt.File}' or '{codebook}' changed since "
            + $"(now {PromptHash.Brief(prompt.Hash)}); put the old text back, and make the change in the next version: comment-classifier prompts new {prompt.Name}");
    }
}
