using System.Text;
using System.Text.Json;

namespace CommentClassifier.Labels;

/// <summary>
/// Finds the one JSON object with <c>results</c> in a reply that wraps it in prose, a Markdown fence or a reasoning block, for
/// endpoints that cannot constrain their output. Two such objects are refused: which is meant cannot be told.
/// </summary>
internal static class JsonExtraction
{
    private const string EndOfReasoning = "</think>";

    // Each failed start costs a scan of the rest.
    private const int MaxStarts = 64;

    public static (string? Json, string Problem) Find(string content, JsonDocumentOptions options)
    {
        var reasoning = content.LastIndexOf(EndOfReasoning, StringComparison.OrdinalIgnoreCase);
        if (reasoning >= 0)
            content = content[(reasoning + EndOfReasoning.Length)..];

        var bytes = Encoding.UTF8.GetBytes(content);
        string? json = null;
        var at = 0;
        for (var starts = 0; starts < MaxStarts; starts++)
        {
            var next = bytes.AsSpan(at).IndexOf((byte)'{');
            if (next < 0)
                break;
            at += next;
            if (Length(bytes.AsSpan(at), options) is not { } length)
            {
                at++;
                continue;
            }

            var candidate = bytes.AsSpan(at, length);
            at += length;
            if (candidate.IndexOf("\"results\""u8) < 0)
                continue;
            if (json is not null)
                return (null, "two JSON objects with results: which is meant cannot be told");
            json = Encoding.UTF8.GetString(candidate);
        }

        return json is null ? (null, "no JSON object with results in the reply") : (json, "");
    }

    private static int? Length(ReadOnlySpan<byte> bytes, JsonDocumentOptions options)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = options.MaxDepth, AllowMultipleValues = true });
        try
        {
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
