using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Commands;

/// <summary>Settings from <c>appsettings.json</c> in the current folder, then environment variables <c>COMMENT_CLASSIFIER__...</c>; options come last.</summary>
internal static class Settings
{
    /// <summary>The section of the file, and the root of every setting's name.</summary>
    public const string Section = "CommentClassifier";

    private const string EnvironmentPrefix = "COMMENT_CLASSIFIER__";

    /// <summary>Reads the settings; a file that is not JSON is one clear error.</summary>
    public static IConfiguration Load(string folder)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build()
            .AsEnumerable()
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create($"{Section}:{pair.Key}", pair.Value));
        var file = Path.Combine(folder, "appsettings.json");
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(file, optional: true)
                .AddInMemoryCollection(environment)
                .Build();
        }
        catch (InvalidDataException failure)
        {
            var place = failure.InnerException is FormatException { InnerException: System.Text.Json.JsonException json }
                ? $"line {json.LineNumber + 1}, byte {json.BytePositionInLine}"
                : "unknown place";
            throw new ExpectedException($"{file}: not valid JSON at {place}; mend it or start again from appsettings.example.json.", inner: failure);
        }
    }

    /// <summary>The settings of one section, or their defaults; a name that nobody knows is one clear error.</summary>
    public static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        try
        {
            return configuration.GetSection($"{Section}:{section}").Get<T>(options => options.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException failure)
        {
            throw new ExpectedException($"{Section}:{section}: {failure.Message}", inner: failure);
        }
    }
}
