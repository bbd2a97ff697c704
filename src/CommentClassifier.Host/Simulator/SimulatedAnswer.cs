using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommentClassifier.Host.Simulator;

/// <summary>The content of an answer and the whole completion around it, with the faults that were drawn.</summary>
internal sealed class SimulatedAnswer(SimulatorOptions options, LabelSource? labels)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The reply's content for a request.</summary>
    public (string Content, bool Faulty) Content(SimulatedRequest request, Dice dice)
    {
        var faults = options.Faults;
        var obeyed = options.ObeyMarker is { Length: > 0 } marker && request.Items.Exists(i => i.Text.Contains(marker, StringComparison.Ordinal));
        var results = new List<(string Id, JsonObject Item)>(request.Items.Count + 1);
        foreach (var (id, text) in request.Items)
        {
            results.Add((id, Item(request, text, obeyed)));
        }

        // Each is drawn whether or not it can apply, so that one probability does not shift another's chances.
        var wrongLabel = dice.Happens(faults.WrongLabel);
        var wrongQuote = dice.Happens(faults.WrongQuote);
        var missing = dice.Happens(faults.MissingId);
        var twice = dice.Happens(faults.DuplicateId);
        var foreign = dice.Happens(faults.ForeignId);
        var swapped = dice.Happens(faults.SwappedIds);
        var broken = dice.Happens(faults.BrokenJson);
        if (results.Count > 0)
        {
            var victim = dice.Next(results.Count);
            if (wrongLabel)
            {
                ItemFaults.WrongLabel(results[victim].Item);
            }

            if (wrongQuote)
            {
                ItemFaults.WrongQuote(results[victim].Item);
            }

            if (swapped && results.Count > 1)
            {
                var other = (victim + 1) % results.Count;
                (results[victim], results[other]) = ((results[other].Id, results[victim].Item), (results[victim].Id, results[other].Item));
            }

            if (twice)
            {
                results.Add((results[victim].Id, (JsonObject)results[victim].Item.DeepClone()));
            }

            if (foreign)
            {
                results.Add(("zz" + dice.Next(1_000_000).ToString("x", System.Globalization.CultureInfo.InvariantCulture), (JsonObject)results[victim].Item.DeepClone()));
            }

            if (missing)
            {
                results.RemoveAt(victim);
            }
        }

        var content = Write(results);
        var faulty = wrongLabel || wrongQuote || swapped || twice || foreign || missing || broken;
        return (broken ? content[..(content.Length * 2 / 3)] + "," : content, faulty);
    }

    /// <summary>A whole completion.</summary>
    public static ReadOnlyMemory<byte> Completion(SimulatedRequest request, string? content, string? refusal, string finish, ulong id, int cached, long created)
    {
        var buffer = new ArrayBufferWriter<byte>((content?.Length ?? 0) + 512);
        var tokens = SimulatedRequest.Tokens((content ?? refusal ?? "").Length);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, $"chatcmpl-{id:x16}");
            json.WriteString("object"u8, "chat.completion"u8);
            json.WriteNumber("created"u8, created);
            json.WriteString("model"u8, request.Model);
            json.WriteString("system_fingerprint"u8, "fp_simulator"u8);
            json.WriteStartArray("choices"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, 0);
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, content);
            json.WriteString("refusal"u8, refusal);
            json.WriteEndObject();
            json.WriteString("finish_reason"u8, finish);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("usage"u8);
            json.WriteNumber("prompt_tokens"u8, request.PromptTokens);
            json.WriteNumber("completion_tokens"u8, tokens);
            json.WriteNumber("total_tokens"u8, request.PromptTokens + tokens);
            json.WriteStartObject("prompt_tokens_details"u8);
            json.WriteNumber("cached_tokens"u8, cached);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private JsonObject Item(SimulatedRequest request, string text, bool obeyed)
    {
        if (options.PoisonMarker is { Length: > 0 } poison && text.Contains(poison, StringComparison.Ordinal))
        {
            return new JsonObject { ["nonsense"] = true };
        }

        if (obeyed && request.Schema is not null)
        {
            return request.Schema.FillWithFirst(text);
        }

        return labels?.Invoke(new SimulatedItem(request.SchemaName, text, request.Schema)) ?? request.Schema?.Fill(text) ?? [];
    }

    private static string Write(List<(string Id, JsonObject Item)> results)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * (results.Count + 1));
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteStartArray("results"u8);
            foreach (var (id, item) in results)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, id);
                foreach (var (name, value) in item)
                {
                    json.WritePropertyName(name);
                    if (value is null)
                    {
                        json.WriteNullValue();
                    }
                    else
                    {
                        value.WriteTo(json);
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
