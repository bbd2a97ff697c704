using CommentClassifier.Labels;

namespace CommentClassifier.Reports;

/// <summary>Opens files of labels that need no store.</summary>
public static class LabelFiles
{
    /// <summary>Reads several at once.</summary>
    /// <exception cref="ExpectedException">One is not there, or is no table of labels.</exception>
    public static async Task<IReadOnlyList<LabelTable>> ReadAllAsync(params IReadOnlyList<string> files) =>
        await Task.WhenAll(files.Select(file => Task.Run(() => Read(file)))).ConfigureAwait(false);

    /// <summary>Reads one file of labels.</summary>
    /// <exception cref="ExpectedException">It is not there, or is no table of labels.</exception>
    public static LabelTable Read(string file)
    {
        if (!File.Exists(file))
            throw new ExpectedException($"{file}: there is no such file.");
        using var reader = new StreamReader(file);
        var table = LabelTableReader.Read(reader, file);
        return table.Rows.Count > 0 ? table : throw new ExpectedException($"{file}: the file has a header and no rows.");
    }
}
