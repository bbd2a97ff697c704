using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace CommentClassifier.Host.Simulator;

/// <summary>What the simulator makes of an instruction: the system message.</summary>
/// <param name="Tokens">Its tokens, a quarter of its characters.</param>
/// <param name="Hash">Names it, the same in every process.</param>
/// <param name="MentionsJson">Whether it says JSON.</param>
/// <param name="SchemaName">The name of the schema in its words, or "".</param>
/// <param name="Schema">The schema in its words, or null.</param>
internal sealed record Beginning(int Tokens, ulong Hash, bool MentionsJson, string SchemaName, ItemSchema? Schema);

/// <summary>Instructions seen, by their bytes: a run sends the same long one with every request.</summary>
internal sealed class BeginningCache
{
    private readonly ConcurrentDictionary<int, (byte[] Raw, Beginning Read)> seen = new();

    /// <summary>Reads the content of a system message.</summary>
    public Beginning Read(JsonElement content, SchemaCache schemas)
    {
        var raw = JsonMarshal.GetRawUtf8Value(content);
        var hash = new HashCode();
        hash.AddBytes(raw);
        var key = hash.ToHashCode();
        if (seen.TryGetValue(key, out var known) && raw.SequenceEqual(known.Raw))
        {
            return known.Read;
        }

        var read = Of(content.GetString() ?? "", schemas);
        seen[key] = (raw.ToArray(), read);
        return read;
    }

    private static Beginning Of(string content, SchemaCache schemas)
    {
        var (name, schema) = SchemaInWords(content, schemas);
        return new Beginning(
            SimulatedRequest.Tokens(content.Length), StableHash.Of(content), content.Contains("json", StringComparison.OrdinalIgnoreCase), name, schema);
    }

    // Clients that may not send a schema put it into the prompt: "... the JSON Schema <name>:\n{...}".
    private static (string Name, ItemSchema? Schema) SchemaInWords(string content, SchemaCache schemas)
    {
        const string Words = "JSON Schema ";
        var at = content.LastIndexOf(Words, StringComparison.Ordinal);
        var colon = at < 0 ? -1 : content.IndexOf(":\n", at, StringComparison.Ordinal);
        if (colon < 0)
        {
            return ("", null);
        }

        var bytes = Encoding.UTF8.GetBytes(content[(colon + 2)..]);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return (content[(at + Words.Length)..colon], schemas.Read(document.RootElement));
        }
        catch (JsonException)
        {
            return ("", null); // Words that only look like it.
        }
    }
}
