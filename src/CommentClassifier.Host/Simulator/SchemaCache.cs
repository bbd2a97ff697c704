using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CommentClassifier.Host.Simulator;

/// <summary>Schemas seen, by their bytes: a run sends the same one with every request.</summary>
internal sealed class SchemaCache
{
    private readonly ConcurrentDictionary<ulong, ItemSchema?> seen = new();

    public ItemSchema? Read(JsonElement schema)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(schema);
        var key = StableHash.Of(bytes);
        if (!seen.TryGetValue(key, out var read))
        {
            seen[key] = read = ItemSchema.Read(schema);
        }

        return read;
    }
}
