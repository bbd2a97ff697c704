using System.IO.Compression;
using System.Text;
using CommentClassifier.Dockets;

namespace CommentClassifier.Tests.Dockets;

/// <summary>A folder of its own for a test, and what the reader makes of the files in it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("dockets-").FullName;

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static async Task<List<DocketEntry>> ReadAsync(string path, DocketReadOptions? options = null)
    {
        var entries = new List<DocketEntry>();
        await foreach (var entry in DocketReader.ReadAsync(path, options, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public static async Task<string> RefusalAsync(string path, DocketReadOptions? options = null)
    {
        var refused = await Assert.ThrowsAsync<DocketFileException>(() => ReadAsync(path, options));
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }

    public static IEnumerable<Comment> Comments(IEnumerable<DocketEntry> entries) => entries.OfType<DocketEntry.Submission>().Select(entry => entry.Comment);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
