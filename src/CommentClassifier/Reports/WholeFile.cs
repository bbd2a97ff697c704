namespace CommentClassifier.Reports;

/// <summary>Writes a file so that it is there whole or not at all: into a temporary neighbour, then moved into place.</summary>
public static class WholeFile
{
    /// <summary>Writes <paramref name="path"/>, replacing what was there only once everything is written.</summary>
    /// <exception cref="ExpectedException">The folder is missing, or the path is a folder.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new ExpectedException($"--out {path}: that is a folder; name a file in it.");
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new ExpectedException($"--out {path}: there is no folder {folder}; make it first.");
        var temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
                await write(stream);
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
