using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommentClassifier.Endpoints;

/// <summary>Questions as the bytes of chat completion requests, in a dialect. Safe to use from many threads.</summary>
internal sealed class ChatBodyWriter
{
    private const int LargestKeptBuffer = 4 * 1024 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    private Beginning? last;

    /// <summary>The body of <paramref name="request"/>.</summary>
    public ChatBody Write(ChatRequest request, Dialect dialect)
    {
        var wanted = new Fixed(request.Model, request.SystemText, request.Schema, request.SchemaName, request.Temperature, request.Seed, dialect);
        var known = last;
        if (known is null || known.Of != wanted)
        {
            last = known = new Beginning(wanted, WriteBeginning(wanted));
        }

        return new ChatBody(known.Bytes, WriteEnd(request, dialect));
    }

    // Everything that never changes comes first, and in the message that changes only its content is left open.
    private static byte[] WriteBeginning(Fixed of) => Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("model"u8, of.Model);
        if (of.Dialect.Temperature && of.Temperature is { } temperature)
        {
            json.WriteNumber("temperature"u8, temperature);
        }

        if (of.Dialect.Seed && of.Seed is { } seed)
        {
            json.WriteNumber("seed"u8, seed);
        }

        WriteForm(json, of);
        json.WriteStartArray("messages"u8);
        json.WriteStartObject();
        json.WriteString("role"u8, "system"u8);
        json.WriteString("content"u8, SystemText(of));
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("role"u8, "user"u8);
        json.WritePropertyName("content"u8);
    });

    private static byte[] WriteEnd(ChatRequest request, Dialect dialect) => Bytes(json =>
    {
        json.WriteStringValue(request.UserText);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNumber(dialect.MaxCompletionTokens ? "max_completion_tokens"u8 : "max_tokens"u8, request.MaxOutputTokens);
        json.WriteEndObject();
    });

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        // The writer asks for room for the worst escaping; a buffer of its own each time would be mostly air.
        var buffer = scratch ??= new ArrayBufferWriter<byte>(64 * 1024);
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            write(json);
        }

        if (buffer.Capacity > LargestKeptBuffer)
        {
            scratch = null;
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteForm(Utf8JsonWriter json, Fixed of)
    {
        var form = of.Dialect.Form;
        if (form == ResponseForm.Plain)
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, form == ResponseForm.JsonObject ? "json_object"u8 : "json_schema"u8);
        if (form != ResponseForm.JsonObject)
        {
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, of.SchemaName);
            if (form == ResponseForm.StrictSchema)
            {
                json.WriteBoolean("strict"u8, true);
            }

            json.WritePropertyName("schema"u8);
            json.WriteRawValue(of.Schema, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Servers that take no schema still get it, in words; json_object is refused by some unless the prompt says JSON.
    // At the end of the unchanging part, so that the prompt cache still works.
    private static string SystemText(Fixed of) =>
        of.Dialect.Form < ResponseForm.JsonObject
            ? of.SystemText
            : string.Create(CultureInfo.InvariantCulture,
                $"{of.SystemText}\n\nReply with one JSON object and nothing else. It must satisfy the JSON Schema {of.SchemaName}:\n{of.Schema}\n");

    private sealed record Fixed(string Model, string SystemText, string Schema, string SchemaName, float? Temperature, long? Seed, Dialect Dialect);

    private sealed record Beginning(Fixed Of, byte[] Bytes);
}
