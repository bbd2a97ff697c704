using System.Text;
using CommentClassifier.Labels;

namespace CommentClassifier.Prompts;

/// <summary>
/// The prompts of a folder: <c>&lt;name&gt;/v1.md, v2.md, ...</c> beside <c>&lt;name&gt;/codebook.yaml</c>. Files are read when a
/// version is asked for, so that an unfinished draft stops nobody else.
/// </summary>
public sealed class PromptCatalogue
{
    // A prompt is written by hand; anything larger is not one.
    private const long MaxBytes = 2_000_000;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string folder;
    private readonly SortedDictionary<string, IReadOnlyList<int>> versions;

    private PromptCatalogue(string folder, SortedDictionary<string, IReadOnlyList<int>> versions) => (this.folder, this.versions) = (folder, versions);

    /// <summary>The names, sorted.</summary>
    public IReadOnlyCollection<string> Names => versions.Keys;

    /// <summary>Every <c>name@version</c>, sorted by name and number.</summary>
    public IReadOnlyList<string> Ids => [.. versions.SelectMany(p => p.Value.Select(n => $"{p.Key}@v{n}"))];

    /// <summary>Lists a folder.</summary>
    /// <exception cref="PromptException">There is no such folder.</exception>
    public static PromptCatalogue Load(string folder)
    {
        if (!Directory.Exists(folder))
            throw new PromptException($"prompts folder '{folder}' is not there; run from the folder that holds it or give --prompts <folder>");
        var versions = new SortedDictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(path);
            var numbers = Directory.EnumerateFiles(path, "v*.md").Select(f => PromptNames.Number(Path.GetFileNameWithoutExtension(f))).OfType<int>().Order().ToList();
            if (PromptNames.IsName(name) && numbers.Count > 0)
                versions[name] = numbers;
        }

        return new PromptCatalogue(folder, versions);
    }

    /// <summary>The numbers of a prompt's versions, ascending; empty for an unknown name.</summary>
    public IReadOnlyList<int> VersionsOf(string name) => versions.GetValueOrDefault(name) ?? [];

    /// <summary>Reads one version.</summary>
    /// <param name="id"><c>name@version</c>, as typed.</param>
    /// <exception cref="PromptException">There is no such prompt.</exception>
    /// <exception cref="DefinitionException">One of its files cannot be used.</exception>
    public PromptVersion Get(string id)
    {
        var parts = id.Split('@');
        var number = parts.Length == 2 ? PromptNames.Number(parts[1]) : null;
        if (number is not { } n || !VersionsOf(parts[0]).Contains(n))
        {
            var known = VersionsOf(parts[0]).Select(v => $"{parts[0]}@v{v}").ToList();
            var there = known.Count > 0 ? known : Ids;
            throw new PromptException($"no prompt '{Printable(id)}' in '{folder}'; there {(there.Count > 1 ? "are" : "is")} {(there.Count == 0 ? "none" : string.Join(", ", there))}");
        }

        return Read(parts[0], n);
    }

    /// <summary>Reads every version; the first that cannot be used throws.</summary>
    public IReadOnlyList<PromptVersion> All() => [.. Ids.Select(Get)];

    private PromptVersion Read(string name, int number)
    {
        var file = Path.Combine(folder, name, $"v{number}.md");
        var text = ReadText(file);
        var (yaml, body) = FrontMatterReader.Split(text, file);
        var codebookFile = Path.Combine(folder, name, FrontMatterReader.CodebookFile(yaml));
        var codebookText = ReadText(codebookFile);
        var codebook = CodebookReader.Read(codebookText, codebookFile);
        if (codebook.Name != name)
            throw new DefinitionException(codebookFile, 1, "name", $"is '{codebook.Name}' but the folder is '{name}'; make them equal");

        codebook = FrontMatterReader.Narrow(yaml, codebook);
        var prompt = new PromptVersion
        {
            Name = name,
            Version = $"v{number}",
            Hash = PromptHash.Of(text, codebookText),
            Codebook = codebook,
            FrontMatter = FrontMatterReader.Read(yaml, codebook),
            Body = body,
            File = file,
        };
        PromptRenderer.CheckTemplate(prompt);
        return prompt;
    }

    private static string ReadText(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxBytes
                ? File.ReadAllText(file, Strict)
                : throw new PromptException($"'{file}' is larger than {MaxBytes:N0} bytes; a prompt is not, check what the file is");
        }
        catch (DecoderFallbackException e)
        {
            throw new PromptException($"'{file}' is not UTF-8; save it as UTF-8", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PromptException($"'{file}' cannot be read ({e.Message}); check that it is there and readable", e);
        }
    }

    private static string Printable(string id) => string.Concat(id.Where(c => !char.IsControl(c)).Take(80));
}
