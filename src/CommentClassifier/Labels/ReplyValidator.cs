using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CommentClassifier.Labels;

/// <summary>
/// Checks replies against the schema that was sent and then for what a schema cannot say. Made once for a codebook and shape;
/// safe to use from many threads. It never throws, whatever the reply, and one bad item never spoils another.
/// </summary>
public sealed class ReplyValidator
{
    // Deeper than any reply that fits the schema, and shallow enough for every recursion below.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };
    // One for all calls: a new one each time builds its fifteen format checks anew. It keeps nothing between calls.
    private readonly JsonSchemaValidator schemaValidator = new();
    private readonly Lazy<JsonSchema> itemSchema;
    private readonly ItemRules rules;
    private readonly ItemShape fits;

    /// <summary>Prepares the check.</summary>
    /// <exception cref="ExpectedException">The codebook does not fit a strict schema.</exception>
    public ReplyValidator(Codebook codebook, ReplyShape shape)
    {
        Schema = ReplySchema.Generate(codebook, shape);
        // Most runs never need it: an item that fits is known without the library. A schema without references is read without waiting.
        itemSchema = new(() => JsonSchema.FromJsonAsync(Schema).GetAwaiter().GetResult().Properties["results"].ActualSchema.Item!.ActualSchema);
        rules = new ItemRules(codebook, shape);
        fits = new ItemShape(codebook, shape);
    }

    /// <summary>The schema the replies are checked against, as it is to be sent.</summary>
    public string Schema { get; }

    /// <summary>Checks one reply.</summary>
    /// <param name="content">The reply's content as received.</param>
    /// <param name="finishReason">The endpoint's <c>finish_reason</c>, if it gave one.</param>
    /// <param name="asked">What was asked in this request; the aliases are distinct.</param>
    /// <param name="extraction">Whether prose around the JSON is tolerated.</param>
    public ReplyCheck Check(string? content, string? finishReason, IReadOnlyList<AskedItem> asked, Extraction extraction = Extraction.Forbidden)
    {
        if (finishReason == "content_filter")
            return new ReplyCheck.Broken(BrokenReply.Filtered, "the endpoint's content filter cut the reply off");
        if (finishReason == "length")
            return new ReplyCheck.Broken(BrokenReply.Truncated, "the output limit cut the reply off");
        if (string.IsNullOrWhiteSpace(content))
            return new ReplyCheck.Broken(BrokenReply.Empty, "the reply is empty");

        if (extraction == Extraction.Allowed)
        {
            var (json, problem) = JsonExtraction.Find(content, Options);
            if (json is null)
                return new ReplyCheck.Broken(BrokenReply.NotJson, problem);
            content = json;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(content, Options);
        }
        catch (JsonException e)
        {
            return new ReplyCheck.Broken(BrokenReply.NotJson, $"not JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})");
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair cannot be turned into UTF-8.
            return new ReplyCheck.Broken(BrokenReply.NotJson, "not JSON (broken Unicode)");
        }

        using (document)
        {
            return Results(document.RootElement) is { } results
                ? CheckItems(results, asked)
                : new ReplyCheck.Broken(BrokenReply.NoResults, "not an object with one 'results' array and nothing else");
        }
    }

    private static JsonElement? Results(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        JsonElement? results = null;
        foreach (var property in root.EnumerateObject())
        {
            if (results is not null || ReplyJson.Name(property) != "results" || property.Value.ValueKind != JsonValueKind.Array)
                return null;
            results = property.Value;
        }

        return results;
    }

    private ReplyCheck.Items CheckItems(JsonElement results, IReadOnlyList<AskedItem> asked)
    {
        var answers = asked.ToDictionary(a => a.Alias, _ => new List<JsonElement>(1), StringComparer.Ordinal);
        var foreign = new List<string>();
        foreach (var element in results.EnumerateArray())
        {
            var id = ReplyJson.Id(element);
            if (id is not null && answers.TryGetValue(id, out var found))
                found.Add(element);
            else
                foreign.Add(id is null ? "" : id[..Math.Min(id.Length, 64)]);
        }

        var valid = new List<ValidItem>(asked.Count);
        var invalid = new List<InvalidItem>();
        var missing = new List<string>();
        var repeated = new List<string>();
        foreach (var item in asked)
        {
            var found = answers[item.Alias];
            if (found.Count == 0)
            {
                missing.Add(item.Alias);
                continue;
            }

            // Even equal answers: one of them was likely meant for a neighbour.
            if (found.Count > 1)
                repeated.Add(item.Alias);
            var (labels, problem) = found.Count > 1 ? (null, $"answered {found.Count} times") : CheckItem(found[0], item.Text);
            if (labels is not null)
                valid.Add(new ValidItem(item.Alias, labels));
            else
                invalid.Add(new InvalidItem(item.Alias, problem));
        }

        return new ReplyCheck.Items { Valid = valid, Invalid = invalid, Missing = missing, Foreign = foreign, Repeated = repeated };
    }

    private (IReadOnlyList<AssignedLabel>? Labels, string Problem) CheckItem(JsonElement answer, string text)
    {
        if (fits.Fits(answer))
            return rules.Check(answer, text);
        var token = ReplyJson.ToToken(answer, out var malformed);
        if (token is null)
            return (null, malformed);
        var errors = schemaValidator.Validate(token, itemSchema.Value);
        return errors.Count > 0
            ? (null, $"schema: {string.Join("; ", errors.Take(3).Select(SchemaErrors.Describe))}")
            : rules.Check(answer, text);
    }
}
