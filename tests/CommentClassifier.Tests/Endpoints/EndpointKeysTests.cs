using CommentClassifier.Endpoints;

namespace CommentClassifier.Tests.Endpoints;

public sealed class EndpointKeysTests
{
    private const string Secret = "sk-secret-1234567890";

    private static EndpointCredential Resolve(string url, string? variable = null, bool set = true) =>
        new EndpointKeys(_ => set ? Secret : null).Resolve(new EndpointOptions { Name = "x", BaseUrl = url, ApiKeyVariable = variable });

    [Theory]
    [InlineData("https://api.openai.com/v1", null, "OPENAI_API_KEY")]
    [InlineData("https://my.openai.azure.com", null, "AZURE_OPENAI_API_KEY")]
    [InlineData("https://my.cognitiveservices.azure.com/openai/v1", null, "AZURE_OPENAI_API_KEY")]
    [InlineData("https://my.services.ai.azure.com", null, "AZURE_OPENAI_API_KEY")]
    [InlineData("https://llm.example.org/v1", "EXAMPLE_KEY", "EXAMPLE_KEY")]
    [InlineData("https://api.openai.com/v1", "SECOND_ACCOUNT", "SECOND_ACCOUNT")]
    [InlineData("http://localhost:8000", "LOCAL_KEY", "LOCAL_KEY")]
    public void A_key_goes_to_the_host_it_belongs_to(string url, string? variable, string expected) =>
        Assert.Equal(expected, Assert.IsType<EndpointCredential.Key>(Resolve(url, variable)).Variable);

    [Theory]
    [InlineData("https://llm.example.org/v1", "OPENAI_API_KEY")]
    [InlineData("https://llm.example.org/v1", "openai_api_key")]
    [InlineData("https://my.openai.azure.com", "OPENAI_API_KEY")]
    [InlineData("https://api.openai.com/v1", "AZURE_OPENAI_API_KEY")]
    [InlineData("https://api.openai.com.evil.example/v1", "OPENAI_API_KEY")]
    [InlineData("https://evilopenai.azure.com.example/v1", "AZURE_OPENAI_API_KEY")]
    [InlineData("http://localhost:8000", "OPENAI_API_KEY")]
    [InlineData("https://llm.example.org/v1", null)]
    [InlineData("http://10.0.0.7:8000/v1", null)]
    [InlineData("http://10.0.0.7:8000/v1", "LAN_KEY")]
    [InlineData("http://api.openai.com/v1", null)]
    public void Any_other_host_is_refused_naming_the_setting_and_never_the_key(string url, string? variable)
    {
        var refusal = Assert.Throws<EndpointSettingException>(() => Resolve(url, variable));

        Assert.Contains("CommentClassifier:Endpoints:x:", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://localhost:11434/v1")]
    [InlineData("http://[::1]:8080")]
    public void Loopback_needs_no_key(string url) => Assert.IsType<EndpointCredential.None>(Resolve(url));

    [Fact]
    public void A_server_without_keys_beyond_loopback_says_so_in_its_settings() =>
        Assert.IsType<EndpointCredential.None>(Resolve("http://10.0.0.7:8000", "none"));

    [Fact]
    public void Azure_without_a_key_signs_in_through_Entra() =>
        Assert.IsType<EndpointCredential.Entra>(Resolve("https://my.openai.azure.com", set: false));

    [Theory]
    [InlineData("https://api.openai.com/v1", null, "OPENAI_API_KEY")]
    [InlineData("https://llm.example.org", "EXAMPLE_KEY", "EXAMPLE_KEY")]
    [InlineData("http://localhost:1234", "LOCAL_KEY", "LOCAL_KEY")]
    public void A_missing_key_is_named(string url, string? variable, string expected) =>
        Assert.Contains(expected, Assert.Throws<EndpointSettingException>(() => Resolve(url, variable, set: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_credential_does_not_print_its_key() =>
        Assert.DoesNotContain(Secret, Resolve("https://api.openai.com/v1").ToString(), StringComparison.Ordinal);
}
