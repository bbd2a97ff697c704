using CommentClassifier.Endpoints;

namespace CommentClassifier.Tests.Endpoints;

public sealed class EndpointOptionsTests
{
    private static readonly EndpointOptions Good = new() { Name = "main", BaseUrl = "https://api.openai.com/v1" };

    public static TheoryData<string, EndpointOptions> Bad => new()
    {
        { "BaseUrl", Good with { BaseUrl = "" } },
        { "BaseUrl", Good with { BaseUrl = "api.openai.com" } },
        { "BaseUrl", Good with { BaseUrl = "ftp://api.openai.com" } },
        { "BaseUrl", Good with { BaseUrl = "https://user:secret@api.openai.com/v1" } },
        { "AttemptTimeoutSeconds", Good with { AttemptTimeoutSeconds = 0 } },
        { "AttemptTimeoutSeconds", Good with { AttemptTimeoutSeconds = double.NaN } },
        { "MaxRetries", Good with { MaxRetries = -1 } },
        { "RetryForSeconds", Good with { RetryForSeconds = 0 } },
        { "Rpm", Good with { Rpm = 0 } },
        { "Tpm", Good with { Tpm = -5 } },
        { "Concurrency", Good with { Concurrency = 0 } },
        { "MaxInFlight", Good with { MaxInFlight = 0 } },
        { "ContextWindow", Good with { ContextWindow = 3 } },
        { "Prices:m", Good with { Prices = new Dictionary<string, ModelPrice> { ["m"] = new() { Input = -1 } } } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_setting_out_of_range_is_named_in_one_line(string setting, EndpointOptions options)
    {
        var refusal = Assert.Throws<EndpointSettingException>(options.Validated);

        Assert.Contains($"CommentClassifier:Endpoints:main:{setting}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_valid() => Assert.Same(Good, Good.Validated());

    [Theory]
    [InlineData("https://api.openai.com", EndpointKind.OpenAI, "https://api.openai.com/v1")]
    [InlineData("https://api.openai.com/v1/", EndpointKind.OpenAI, "https://api.openai.com/v1")]
    [InlineData("https://r.openai.azure.com", EndpointKind.AzureDeployment, "https://r.openai.azure.com/")]
    [InlineData("https://r.openai.azure.com/openai/deployments/d/chat/completions", EndpointKind.AzureDeployment, "https://r.openai.azure.com/")]
    [InlineData("https://r.openai.azure.com/openai/v1/", EndpointKind.AzureV1, "https://r.openai.azure.com/openai/v1")]
    [InlineData("http://localhost:11434", EndpointKind.Compatible, "http://localhost:11434/v1")]
    [InlineData("https://llm.example.org/proxy/v1/chat/completions", EndpointKind.Compatible, "https://llm.example.org/proxy/v1")]
    public void The_kind_and_the_base_are_told_from_what_people_paste(string url, object kind, string expected)
    {
        var address = EndpointAddress.Parse(new EndpointOptions { BaseUrl = url });

        Assert.Equal(((EndpointKind)kind, new Uri(expected)), (address.Kind, address.Uri));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://127.0.0.1:8000/v1/")]
    [InlineData("http://127.0.0.1:8000")]
    [InlineData("HTTP://127.0.0.1:8000/v1/chat/completions")]
    public void Every_spelling_of_a_URL_is_the_same_address(string url) =>
        Assert.Equal("http://127.0.0.1:8000/v1", new EndpointOptions { BaseUrl = url }.Address);

    [Fact]
    public void A_price_counts_cached_prompt_tokens_apart() =>
        Assert.Equal(0.0035m, new ModelPrice { Input = 2, CachedInput = 1, Output = 4 }.Cost(new ChatUsage(1000, 500, 500)));
}
