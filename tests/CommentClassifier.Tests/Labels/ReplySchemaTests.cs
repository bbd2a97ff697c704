using System.Text.Json;
using CommentClassifier.Labels;

namespace CommentClassifier.Tests.Labels;

public class ReplySchemaTests
{
    [Fact]
    public void A_bare_shape_makes_each_dimension_the_enum() => Assert.Equal(
        """{"type":"object","required":["results"],"properties":{"results":{"type":"array","items":{"type":"object","required":["id","tone","stance"],"properties":{"id":{"type":"string"},"tone":{"type":"string","enum":["bad","good","both","unclear"]},"stance":{"type":"string","enum":["support","oppose","silent"]}},"additionalProperties":false}}},"additionalProperties":false}""",
        ReplySchema.Generate(Samples.Codebook, new ReplyShape(false, false)));

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Every_shape_stays_in_the_strict_subset(bool quotes, bool confidence) =>
        StrictSubset.Check(ReplySchema.Generate(Samples.Codebook, new ReplyShape(quotes, confidence)));

    [Fact]
    public void More_dimensions_than_a_strict_schema_holds_are_refused_with_the_remedy()
    {
        var codebook = Samples.Codebook with { Dimensions = [.. Enumerable.Range(0, 25).Select(i => Samples.Codebook.Dimensions[0] with { Name = $"d{i}" })] };
        Assert.Contains("dimensions", Assert.Throws<ExpectedException>(() => ReplySchema.Generate(codebook, Samples.Full)).Message, StringComparison.Ordinal);
        StrictSubset.Check(ReplySchema.Generate(codebook, new ReplyShape(true, false)));
    }
}

/// <summary>What every endpoint's strict mode accepts.</summary>
internal static class StrictSubset
{
    private static readonly string[] Keywords = ["type", "properties", "required", "additionalProperties", "items", "enum"];

    public static void Check(string schema)
    {
        using var json = JsonDocument.Parse(schema);
        var properties = 0;
        Check(json.RootElement, 1, ref properties);
        Assert.Equal("object", json.RootElement.GetProperty("type").GetString());
        Assert.InRange(properties, 1, 100);
    }

    private static void Check(JsonElement node, int level, ref int properties)
    {
        Assert.InRange(level, 1, 5);
        Assert.All(node.EnumerateObject(), p => Assert.Contains(p.Name, Keywords));
        if (node.GetProperty("type").GetString() == "array")
            Check(node.GetProperty("items"), level, ref properties);
        if (node.GetProperty("type").GetString() != "object")
            return;
        Assert.False(node.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(node.GetProperty("properties").EnumerateObject().Select(p => p.Name), node.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
        foreach (var property in node.GetProperty("properties").EnumerateObject())
        {
            properties++;
            Check(property.Value, level + 1, ref properties);
        }
    }
}
