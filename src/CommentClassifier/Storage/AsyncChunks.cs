using System.Runtime.CompilerServices;

namespace CommentClassifier.Storage;

internal static class AsyncChunks
{
    public static async IAsyncEnumerable<List<T>> ChunkAsync<T>(
        this IAsyncEnumerable<T> source, int size, [EnumeratorCancellation] CancellationToken ct)
    {
        var chunk = new List<T>(size);
        await foreach (var item in source.WithCancellation(ct))
        {
            chunk.Add(item);
            if (chunk.Count < size)
                continue;
            yield return chunk;
            chunk = new(size);
        }

        if (chunk.Count > 0)
            yield return chunk;
    }
}
