using System.Text;
using System.Text.Json;

namespace CommentClassifier.Host.Simulator;

/// <summary>The parts of a chat completion request that the simulator looks at.</summary>
internal sealed record SimulatedRequest
{
    public string Model { get; private set; } = "";

    public string Form { get; private set; } = "text";

    public bool Strict { get; private set; }

    public string SchemaName { get; private set; } = "";

    public ItemSchema? Schema { get; private set; }

    public int? OutputLimit { get; private set; }

    public int PromptTokens { get; private set; }

    public int CacheablePrefixTokens { get; private set; }

    public ulong PrefixHash { get; private set; }

    public bool MentionsJson { get; private set; }

    public List<(string Id, string Text)> Items { get; } = [];

    public HashSet<string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Null when the body is no request.</summary>
    public static SimulatedRequest? Parse(ReadOnlyMemory<byte> body, SchemaCache schemas, BeginningCache beginnings)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var request = new SimulatedRequest();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                request.Read(property, schemas, beginnings);
            }

            return request;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Drops what does not fit, the first comments first, as some servers do without a word.</summary>
    public void CutTo(int window)
    {
        while (PromptTokens > window && Items.Count > 1)
        {
            PromptTokens -= Tokens(Items[0].Text.Length);
            Items.RemoveAt(0);
        }

        PromptTokens = Math.Min(PromptTokens, window);
    }

    private void Read(JsonProperty property, SchemaCache schemas, BeginningCache beginnings)
    {
        switch (property.Name)
        {
            case "model":
                Model = property.Value.GetString() ?? "";
                break;
            case "messages":
                foreach (var message in property.Value.EnumerateArray())
                {
                    ReadMessage(message, schemas, beginnings);
                }

                break;
            case "response_format":
                Form = property.Value.GetProperty("type").GetString() ?? "text";
                if (property.Value.TryGetProperty("json_schema", out var schema))
                {
                    SchemaName = schema.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "";
                    Strict = schema.TryGetProperty("strict", out var strict) && strict.ValueKind == JsonValueKind.True;
                    Schema = schemas.Read(schema.GetProperty("schema"));
                }

                break;
            case "max_tokens" or "max_completion_tokens":
                OutputLimit = property.Value.GetInt32();
                Parameters.Add(property.Name);
                break;
            case "temperature" or "seed":
                Parameters.Add(property.Name);
                break;
        }
    }

    private void ReadMessage(JsonElement message, SchemaCache schemas, BeginningCache beginnings)
    {
        var content = message.GetProperty("content");
        if (!message.GetProperty("role").ValueEquals("user"u8))
        {
            var beginning = beginnings.Read(content, schemas);
            PromptTokens += beginning.Tokens + 4;
            MentionsJson |= beginning.MentionsJson;
            CacheablePrefixTokens += beginning.Tokens;
            PrefixHash = beginning.Hash;
            if (beginning.Schema is { } schema)
            {
                Schema ??= schema;
                SchemaName = SchemaName.Length > 0 ? SchemaName : beginning.SchemaName;
            }

            return;
        }

        var text = content.GetString() ?? "";
        PromptTokens += Tokens(text.Length) + 4;
        MentionsJson |= text.Contains("json", StringComparison.OrdinalIgnoreCase);
        ReadItems(Encoding.UTF8.GetBytes(text));
    }

    internal static int Tokens(int characters) => (characters + 3) / 4;

    // Objects with id and text, wherever they stand: one a line, in an array, in an object.
    private void ReadItems(ReadOnlySpan<byte> content)
    {
        for (var from = 0; from < content.Length;)
        {
            var start = content[from..].IndexOfAny((byte)'{', (byte)'[');
            if (start < 0)
            {
                return;
            }

            from += start;
            var reader = new Utf8JsonReader(content[from..]);
            try
            {
                using var value = JsonDocument.ParseValue(ref reader);
                Collect(value.RootElement);
                from += (int)reader.BytesConsumed;
            }
            catch (JsonException)
            {
                from++;
            }
        }
    }

    private void Collect(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("id", out var id) && element.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            {
                Items.Add((id.ToString(), text.GetString()!));
                return;
            }

            foreach (var property in element.EnumerateObject())
            {
                Collect(property.Value);
            }
        }
    }
}
