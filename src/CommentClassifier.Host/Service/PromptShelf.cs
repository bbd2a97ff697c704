using CommentClassifier.Prompts;

namespace CommentClassifier.Host.Service;

/// <summary>The prompt folder, read anew each time: a version written while the service runs is there at once.</summary>
internal sealed class PromptShelf(ServiceSettings settings)
{
    /// <summary>The folder's prompts.</summary>
    /// <exception cref="PromptException">The folder is not there.</exception>
    public PromptCatalogue Load() => PromptCatalogue.Load(settings.PromptFolder);

    /// <summary>One version, or null when it is gone or cannot be used; for views of what was made with it.</summary>
    public PromptVersion? Find(string id)
    {
        try
        {
            return Load().Get(id);
        }
        catch (ExpectedException)
        {
            return null;
        }
    }
}
