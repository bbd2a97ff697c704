using System.Text;
using System.Text.Json;

namespace CommentClassifier.Endpoints;

/// <summary>The parts of a chat completion that matter, read from its bytes.</summary>
internal sealed record ChatReply(string Content, string? Refusal, string? FinishReason, ChatUsage? Usage, string? Model, string? Fingerprint)
{
    /// <summary>Null when the bytes are no chat completion.</summary>
    public static ChatReply? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("choices"u8, out var choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0
                || choices[0].ValueKind != JsonValueKind.Object
                || !choices[0].TryGetProperty("message"u8, out var message) || message.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return new ChatReply(
                ReadContent(message),
                Text(message, "refusal"u8),
                Text(choices[0], "finish_reason"u8),
                ReadUsage(root),
                Text(root, "model"u8),
                Text(root, "system_fingerprint"u8));
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // A string that is no valid UTF-16.
        }
    }

    /// <summary>The first complete JSON object in a text, for servers that were asked without a response format; the text itself when there is none.</summary>
    public static string ExtractJson(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > 1 && trimmed[0] == '{' && trimmed[^1] == '}')
        {
            return text;
        }

        // Reasoning models think aloud first, and what they think may hold braces.
        var thought = text.LastIndexOf("</think>", StringComparison.OrdinalIgnoreCase);
        var from = thought < 0 ? 0 : thought + "</think>".Length;
        for (var (start, tries) = (text.IndexOf('{', from), 0); start >= 0 && tries < 32; start = text.IndexOf('{', start + 1), tries++)
        {
            var bytes = Encoding.UTF8.GetBytes(text[start..]);
            var reader = new Utf8JsonReader(bytes, isFinalBlock: true, default);
            try
            {
                if (reader.Read() && reader.TrySkip())
                {
                    return Encoding.UTF8.GetString(bytes, 0, (int)reader.BytesConsumed);
                }
            }
            catch (JsonException)
            {
                // Not here; perhaps at the next brace.
            }
        }

        return text;
    }

    private static string ReadContent(JsonElement message)
    {
        if (!message.TryGetProperty("content"u8, out var content))
        {
            return "";
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? content.GetString()! : "";
        }

        var parts = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            parts.Append(part.ValueKind == JsonValueKind.Object ? Text(part, "text"u8) : null);
        }

        return parts.ToString();
    }

    private static ChatUsage? ReadUsage(JsonElement root)
    {
        if (!root.TryGetProperty("usage"u8, out var usage) || usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var cached = usage.TryGetProperty("prompt_tokens_details"u8, out var details) && details.ValueKind == JsonValueKind.Object
            ? Number(details, "cached_tokens"u8)
            : 0;
        return new ChatUsage(Number(usage, "prompt_tokens"u8), Number(usage, "completion_tokens"u8), cached);
    }

    private static int Number(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    private static string? Text(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
