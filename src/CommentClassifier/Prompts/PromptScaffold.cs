namespace CommentClassifier.Prompts;

/// <summary>Makes the next version of a prompt as a copy, since a version that was used never changes.</summary>
public static class PromptScaffold
{
    /// <summary>Writes <c>&lt;folder&gt;/&lt;name&gt;/v&lt;next&gt;.md</c> and returns its path; an existing file is never overwritten.</summary>
    /// <param name="folder">The prompts folder.</param>
    /// <param name="name">The prompt's name, as typed.</param>
    /// <param name="fromVersion">The version to copy, such as <c>v1</c>; the latest where null.</param>
    /// <exception cref="PromptException">There is no such prompt or version, or the file cannot be written.</exception>
    public static string New(string folder, string name, string? fromVersion = null)
    {
        var catalogue = PromptCatalogue.Load(folder);
        var versions = catalogue.VersionsOf(name);
        if (versions.Count == 0)
        {
            throw new PromptException($"no prompt '{(PromptNames.IsName(name) ? name : "?")}' in '{folder}'; there is {string.Join(", ", catalogue.Names)}. "
                + $"For a new one write {Path.Combine(folder, "<name>")} with codebook.yaml and v1.md (<name>: {PromptNames.NameRule})");
        }

        var from = fromVersion is null ? versions[^1] : PromptNames.Number(fromVersion) ?? 0;
        if (!versions.Contains(from))
            throw new PromptException($"'{name}' has no such version; there is {string.Join(", ", versions.Select(v => $"v{v}"))}");

        var source = Path.Combine(folder, name, $"v{from}.md");
        var target = Path.Combine(folder, name, $"v{versions[^1] + 1}.md");
        try
        {
            File.Copy(source, target, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PromptException($"'{target}' cannot be written ({e.Message}); check the folder", e);
        }

        return target;
    }
}
