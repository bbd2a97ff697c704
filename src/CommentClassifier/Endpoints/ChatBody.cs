using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommentClassifier.Endpoints;

/// <summary>A question as the bytes of a chat completion request, in a dialect.</summary>
internal static class ChatBody
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static BinaryData Write(ChatRequest request, Dialect dialect)
    {
        var buffer = new ArrayBufferWriter<byte>(
            request.SystemText.Length + (request.UserText.Length * 9 / 8) + request.Schema.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, request.Model);
            json.WriteStartArray("messages"u8);
            WriteMessage(json, "system"u8, SystemText(request, dialect));
            WriteMessage(json, "user"u8, request.UserText);
            json.WriteEndArray();
            json.WriteNumber(dialect.MaxCompletionTokens ? "max_completion_tokens"u8 : "max_tokens"u8, request.MaxOutputTokens);
            if (dialect.Temperature && request.Temperature is { } temperature)
            {
                json.WriteNumber("temperature"u8, temperature);
            }

            if (dialect.Seed && request.Seed is { } seed)
            {
                json.WriteNumber("seed"u8, seed);
            }

            WriteForm(json, request, dialect.Form);
            json.WriteEndObject();
        }

        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    private static void WriteMessage(Utf8JsonWriter json, ReadOnlySpan<byte> role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, content);
        json.WriteEndObject();
    }

    private static void WriteForm(Utf8JsonWriter json, ChatRequest request, ResponseForm form)
    {
        if (form == ResponseForm.Plain)
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, form == ResponseForm.JsonObject ? "json_object"u8 : "json_schema"u8);
        if (form != ResponseForm.JsonObject)
        {
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, request.SchemaName);
            if (form == ResponseForm.StrictSchema)
            {
                json.WriteBoolean("strict"u8, true);
            }

            json.WritePropertyName("schema"u8);
            json.WriteRawValue(request.Schema, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Servers that take no schema still get it, in words; json_object is refused by some unless the prompt says JSON.
    // At the end of the unchanging part, so that the prompt cache still works.
    private static string SystemText(ChatRequest request, Dialect dialect) =>
        dialect.Form < ResponseForm.JsonObject
            ? request.SystemText
            : string.Create(CultureInfo.InvariantCulture,
                $"{request.SystemText}\n\nReply with one JSON object and nothing else. It must satisfy the JSON Schema {request.SchemaName}:\n{request.Schema}\n");
}
