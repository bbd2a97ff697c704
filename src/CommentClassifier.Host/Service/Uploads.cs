using CommentClassifier.Dockets;
using CommentClassifier.Host.Commands;
using CommentClassifier.Runs;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Service;

/// <summary>Files that come over the network: bounded, streamed to a temporary file, imported, and gone.</summary>
internal sealed class Uploads(Store store, PromptShelf prompts, ServiceSettings settings, TimeProvider time)
{
    private const int MaxIdLength = 100;

    /// <summary>What a form or query says about a file.</summary>
    public DocketReadOptions ReadOptions(string? format, string? idColumn, string? textColumn) => new()
    {
        Format = format is null or "" or "auto" or "bulk-csv" or "api-json" or "csv" or "jsonl"
            ? ImportCommand.FormatOf(format ?? "auto")
            : throw new ExpectedException($"format is {format}; it must be auto, bulk-csv, api-json, csv or jsonl."),
        IdColumn = string.IsNullOrWhiteSpace(idColumn) ? null : idColumn,
        TextColumn = string.IsNullOrWhiteSpace(textColumn) ? null : textColumn,
    };

    /// <summary>Imports a docket file from a stream; <paramref name="name"/> only lends its extension.</summary>
    public async Task<ImportReport> ImportAsync(DocketId docket, Stream content, string name, DocketReadOptions options, CancellationToken cancellationToken)
    {
        Check(docket);
        return await WithFileAsync(content, name, file => new DocketImporter(store, time).ImportAsync(docket, [file], options, null, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Imports a file of the server's own import folders.</summary>
    public Task<ImportReport> ImportFromFolderAsync(DocketId docket, string file, DocketReadOptions options, CancellationToken cancellationToken)
    {
        Check(docket);
        return FolderFiles().Contains(file)
            ? new DocketImporter(store, time).ImportAsync(docket, [file], options, null, cancellationToken)
            : throw new ExpectedException("That file is not in one of the import folders.");
    }

    /// <summary>Imports a coded sample from a stream.</summary>
    public Task<LabelImportReport> ImportLabelsAsync(DocketId docket, Stream content, CancellationToken cancellationToken) => WithFileAsync(
        content, ".csv", file => new LabelImporter(store, prompts.Load(), time).ImportAsync(file, docket, cancellationToken), cancellationToken);

    /// <summary>What an admin may choose from: the files that lie directly in the configured import folders; links that lead out are left out.</summary>
    public IReadOnlyList<string> FolderFiles() => [.. settings.ImportFolders
        .Where(Directory.Exists)
        .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LinkTarget is null && !file.Name.StartsWith('.')))
        .Select(file => file.FullName).Order(StringComparer.Ordinal).Take(1000)];

    private static void Check(DocketId docket)
    {
        if (string.IsNullOrWhiteSpace(docket.Value) || docket.Value.Length > MaxIdLength || docket.Value.Any(c => char.IsControl(c) || c is '/' or '\\' or '?' or '#'))
        {
            throw new ExpectedException($"Give the docket its id, such as COLC-2023-0006: at most {MaxIdLength} characters, no slash.");
        }
    }

    private async Task<T> WithFileAsync<T>(Stream content, string name, Func<string, Task<T>> import, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Path.GetTempPath(), $"comment-classifier-{Guid.NewGuid():N}{Extension(name)}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var target = new FileStream(file, options);
            await using (target.ConfigureAwait(false))
            {
                await CopyAsync(content, target, cancellationToken).ConfigureAwait(false);
            }

            return await import(file).ConfigureAwait(false);
        }
        catch (ExpectedException failure)
        {
            // The person knows the file by its own name.
            var known = name.Length > 1 && !name.StartsWith('.') ? Path.GetFileName(name) : "the file";
            var message = failure.Message.Replace(file, known, StringComparison.Ordinal).Replace(Path.GetFileName(file), known, StringComparison.Ordinal)
                .Replace("--id-column", "“Id column” (idColumn)", StringComparison.Ordinal).Replace("--text-column", "“Text column” (textColumn)", StringComparison.Ordinal);
            throw new ExpectedException(message, failure.ExitCode, failure);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task CopyAsync(Stream content, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[81_920];
        long total = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            total += read;
            if (total > settings.MaxUploadBytes)
            {
                throw new ExpectedException($"The file is larger than {settings.MaxUploadBytes:N0} bytes (setting {Settings.Section}:Upload:MaxBytes); import it from a terminal.");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        if (total == 0)
        {
            throw new ExpectedException("The file is empty.");
        }
    }

    private static string Extension(string name)
    {
        var lower = name.ToLowerInvariant();
        return new[] { ".csv.gz", ".json.gz", ".jsonl.gz", ".csv", ".json", ".jsonl", ".gz" }.FirstOrDefault(e => lower.EndsWith(e, StringComparison.Ordinal)) ?? "";
    }
}
