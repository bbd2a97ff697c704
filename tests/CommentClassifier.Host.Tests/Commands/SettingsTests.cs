using System.Reflection;
using CommentClassifier.Dockets;
using CommentClassifier.Endpoints;
using CommentClassifier.Host.Commands;
using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Tests.Commands;

public sealed class SettingsTests
{
    private static readonly string Example = RepositoryFolder.At("appsettings.example.json");

    [Fact]
    public void The_example_is_valid_and_its_endpoints_are_in_range()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Example).Build();
        Assert.Equal(["azure", "ollama", "openai", "vllm"], EndpointChoice.All(configuration).Select(endpoint => endpoint.Name).Order());
    }

    [Theory]
    [InlineData(typeof(EndpointOptions))]
    [InlineData(typeof(ModelPrice))]
    [InlineData(typeof(DocketLimits))]
    public void Every_setting_stands_in_the_example(Type options)
    {
        var text = File.ReadAllText(Example);
        var missing = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null && property.Name != nameof(EndpointOptions.Name))
            .Select(property => property.Name)
            .Where(name => !text.Contains($"\"{name}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }
}
