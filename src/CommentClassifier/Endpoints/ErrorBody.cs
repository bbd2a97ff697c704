using System.Text;
using System.Text.Json;

namespace CommentClassifier.Endpoints;

/// <summary>The fields of an error body, whichever of the servers' forms it has; all may be null.</summary>
internal sealed record ErrorBody(string? Message, string? Type, string? Parameter, string? Code, string? InnerCode)
{
    private const int LongestText = 2000;

    /// <summary>Everything that was said, in lower case, for looking words up.</summary>
    public string Words { get; } = $"{Type} {Code} {InnerCode} {Message}".ToLowerInvariant();

    /// <summary>Whether the body had an error in one of the known forms.</summary>
    public bool IsError { get; private init; }

    public static ErrorBody Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestText)]).Trim();
            return new ErrorBody(text.Length == 0 ? null : text, null, null, null, null);
        }
    }

    private static ErrorBody Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0]; // Google's compatible endpoint wraps its error in an array.
        }

        if (root.ValueKind == JsonValueKind.String)
        {
            return new ErrorBody(root.GetString(), null, null, null, null) { IsError = true };
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return new ErrorBody(null, null, null, null, null);
        }

        if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String)
        {
            return new ErrorBody(error.GetString(), null, null, null, null) { IsError = true }; // LM Studio, Ollama's own
        }

        var fields = error.ValueKind == JsonValueKind.Object ? error : root; // vLLM of old has the fields at the root
        var inner = fields.TryGetProperty("innererror", out var i) && i.ValueKind == JsonValueKind.Object ? Text(i, "code") : null;
        var message = Text(fields, "message") ?? Text(fields, "detail") ?? Text(fields, "error");
        return new ErrorBody(message, Text(fields, "type"), Text(fields, "param"), Text(fields, "code"), inner)
        {
            IsError = error.ValueKind == JsonValueKind.Object || message is not null,
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => null,
                JsonValueKind.String => value.GetString(),
                _ => value.GetRawText(),
            }
            : null;
}
