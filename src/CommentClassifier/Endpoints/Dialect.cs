using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommentClassifier.Endpoints;

/// <summary>How the form of the reply is asked for, from the strongest to the weakest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResponseForm>))]
public enum ResponseForm
{
    /// <summary><c>json_schema</c> with <c>strict</c>.</summary>
    StrictSchema,

    /// <summary><c>json_schema</c> without <c>strict</c>.</summary>
    Schema,

    /// <summary><c>json_object</c>; the schema stands in the prompt.</summary>
    JsonObject,

    /// <summary>No response format; the schema stands in the prompt and the JSON is taken out of the answer.</summary>
    Plain,
}

/// <summary>The form of request that an endpoint accepts for a model. Part of a reply's cache key.</summary>
public sealed record Dialect
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>How the reply's form is asked for.</summary>
    public ResponseForm Form { get; init; }

    /// <summary><c>max_completion_tokens</c> instead of <c>max_tokens</c>.</summary>
    public bool MaxCompletionTokens { get; init; }

    /// <summary>Whether a temperature is sent; reasoning models refuse it.</summary>
    public bool Temperature { get; init; } = true;

    /// <summary>Whether a seed is sent.</summary>
    public bool Seed { get; init; } = true;

    /// <summary>What to try first.</summary>
    public static Dialect First(EndpointKind kind) => new() { MaxCompletionTokens = kind == EndpointKind.OpenAI };

    /// <summary>The next dialect to try when a parameter is refused, or null when there is none.</summary>
    public Dialect? Without(string? parameter) => parameter switch
    {
        "strict" when Form == ResponseForm.StrictSchema => this with { Form = ResponseForm.Schema },
        "response_format" or "strict" when Form < ResponseForm.Plain => this with { Form = Form + 1 },
        "max_tokens" when !MaxCompletionTokens => this with { MaxCompletionTokens = true },
        "max_completion_tokens" when MaxCompletionTokens => this with { MaxCompletionTokens = false },

        // A message about the field we did send may name the one we should.
        "max_tokens" or "max_completion_tokens" => null,
        "temperature" when Temperature => this with { Temperature = false },
        "seed" when Seed => this with { Seed = false },
        _ => null,
    };

    /// <summary>As one line of JSON, for the store.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>From <see cref="ToJson"/>; null when it cannot be read, which only means finding it again.</summary>
    public static Dialect? FromJson(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<Dialect>(json, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A dialect as found, to be remembered between runs.</summary>
/// <param name="BaseUrl">The endpoint.</param>
/// <param name="Model">The model.</param>
/// <param name="Json">The dialect, see <see cref="Dialect.FromJson"/>.</param>
public sealed record DialectRecord(string BaseUrl, string Model, string Json);
