using System.Runtime.CompilerServices;

namespace CommentClassifier.Dockets;

/// <summary>
/// Reads docket files as a stream of entries: one for each row, in the order of the files, memory bounded by the largest record.
/// Bad rows come out as <see cref="DocketEntry.Skipped"/>; a file that cannot be read throws <see cref="DocketFileException"/>.
/// </summary>
public static class DocketReader
{
    private static readonly string[] Extensions = [".json", ".jsonl", ".ndjson", ".csv", ".tsv"];

    /// <summary>Reads one file, or every docket file of a folder and its subfolders.</summary>
    public static IAsyncEnumerable<DocketEntry> ReadAsync(string path, DocketReadOptions? options = null, CancellationToken cancellation = default) =>
        ReadAsync([path], options, cancellation);

    /// <summary>
    /// Reads several files or folders. In a folder (a mirrulations tree, say) a file that is no docket is skipped with its name; a
    /// file named by the caller must be one. Rows count from 1 in each file.
    /// </summary>
    public static async IAsyncEnumerable<DocketEntry> ReadAsync(
        IReadOnlyList<string> paths, DocketReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        options ??= new DocketReadOptions();
        options.Limits.Check();
        var files = paths.SelectMany(Expand);
        var several = paths.Count > 1 || paths.Any(Directory.Exists);
        foreach (var (path, inFolder) in files)
        {
            await foreach (var entry in (inFolder ? Forgiving(path, options, cancellation) : ReadFileAsync(path, options, cancellation)).WithCancellation(cancellation))
            {
                yield return several && entry is DocketEntry.Skipped skipped
                    ? skipped with { Reason = $"{Path.GetFileName(path)}: {skipped.Reason}" }
                    : entry;
            }
        }
    }

    private static async IAsyncEnumerable<DocketEntry> ReadFileAsync(
        string path, DocketReadOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = await DocketFile.OpenAsync(path, options.Limits, cancellation);
        var format = FormatSniffer.Detect(file, options.Format);
        var entries = format switch
        {
            DocketFormat.ApiJson => JsonDocketReader.ReadApiAsync(file, options, cancellation),
            DocketFormat.Jsonl => JsonDocketReader.ReadLinesAsync(file, options, cancellation),
            _ => CsvDocketReader.ReadAsync(file, format, options, cancellation),
        };
        await foreach (var entry in entries)
        {
            yield return entry;
        }
    }

    /// <summary>A file that fails becomes one skipped row: ten thousand records do not stop for one.</summary>
    private static async IAsyncEnumerable<DocketEntry> Forgiving(
        string path, DocketReadOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var entries = ReadFileAsync(path, options, cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            DocketEntry.Skipped? file = null;
            try
            {
                if (!await entries.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (DocketFileException failed)
            {
                file = new DocketEntry.Skipped(0, null, failed.Message[(failed.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
            }

            yield return file ?? entries.Current;
            if (file is not null)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<(string Path, bool InFolder)> Expand(string path)
    {
        if (File.Exists(path))
        {
            return [(path, false)];
        }

        if (!Directory.Exists(path))
        {
            throw new DocketFileException($"{path}: there is no such file or folder.");
        }

        // Ordinal order, so that the same tree gives the same rows on every machine. Only names are held, never contents.
        var files = Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(IsDocketName).Order(StringComparer.Ordinal).Select(file => (file, true)).ToList();
        return files.Count > 0 ? files : throw new DocketFileException($"{path}: the folder holds no .json, .jsonl or .csv file.");
    }

    private static bool IsDocketName(string file)
    {
        var name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        return Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }
}
