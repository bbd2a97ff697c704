using System.Text.Json;
using CommentClassifier.Labels;

namespace CommentClassifier.Tests.Labels;

public sealed class ItemShapeTests
{
    private static readonly Codebook Stance = new()
    {
        Name = "test",
        Dimensions = [new Dimension { Name = "stance", Title = "Stance", Labels = [new LabelDefinition { Name = "support", Definition = "Backs it." }, new LabelDefinition { Name = "oppose", Definition = "Does not." }] }],
    };

    private const string Good = """{"id":"a1","stance":{"quote":"I oppose","label":"oppose","confidence":0.9}}""";

    [Fact]
    public void An_item_that_conforms_is_known_at_once() => Assert.True(Fits(Good));

    [Theory]
    [InlineData("""{"id":"a1"}""")]
    [InlineData("""{"id":"a1","stance":"oppose"}""")]
    [InlineData("""{"id":1,"stance":{"quote":"I oppose","label":"oppose","confidence":0.9}}""")]
    [InlineData("""{"id":"a1","id":"a1","stance":{"quote":"I oppose","label":"oppose","confidence":0.9}}""")]
    [InlineData("""{"id":"a1","stance":{"quote":"I oppose","label":"oppose","confidence":0.9},"more":1}""")]
    [InlineData("""{"id":"a1","stance":{"quote":"I oppose","label":"neither","confidence":0.9}}""")]
    [InlineData("""{"id":"a1","stance":{"quote":"I oppose","label":"oppose","label":"support"}}""")]
    [InlineData("""{"id":"a1","stance":{"quote":null,"label":"oppose","confidence":0.9}}""")]
    [InlineData("""{"id":"a1","stance":{"quote":"\ud800","label":"oppose","confidence":0.9}}""")]
    [InlineData("""{"id":"a1","stance":{"quote":"I oppose","label":"oppose","confidence":"0.9"}}""")]
    [InlineData("""{"id":"a1","stance":{"quote":"I oppose","label":"oppose","confidence":1e999}}""")]
    [InlineData("""{"id":"a1","stance":{"quote":"I oppose","label":"oppose","confidence":0.9,"why":"x"}}""")]
    public void Anything_else_is_left_to_the_schema_which_refuses_it(string item)
    {
        Assert.False(Fits(item));
        var check = new ReplyValidator(Stance, new ReplyShape(true, true)).Check($$"""{"results":[{{item}}]}""", "stop", [new AskedItem("a1", "I oppose this.")]);
        Assert.Empty(Assert.IsType<ReplyCheck.Items>(check).Valid);
    }

    private static bool Fits(string item)
    {
        using var document = JsonDocument.Parse(item);
        return new ItemShape(Stance, new ReplyShape(true, true)).Fits(document.RootElement);
    }
}
