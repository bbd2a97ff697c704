using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Commands;

/// <summary>Settings from <c>appsettings.json</c> in the current folder, then environment variables <c>COMMENT_CLASSIFIER__...</c>; options come last.</summary>
internal static class Settings
{
    /// <summary>The section of the file, and the root of every setting's name.</summary>
    public const string Section = "CommentClassifier";

    private const string EnvironmentPrefix = "COMMENT_CLASSIFIER__";

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Db", "Prompts", "Import", "Telemetry", "Urls", "AllowedHosts", "ImportFolders", "Upload", "Worker", "SignIn", "Endpoints",
    };

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
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(file, optional: true)
                .AddInMemoryCollection(environment)
                .Build();
            RefuseUnknown(configuration);
            return configuration;
        }
        catch (InvalidDataException failure)
        {
            var place = failure.InnerException is FormatException { InnerException: System.Text.Json.JsonException json }
                ? $"not valid JSON at line {json.LineNumber + 1}, byte {json.BytePositionInLine}"
                : "not one JSON object with settings";
            throw new ExpectedException($"{file}: {place}; mend it or start again from appsettings.example.json.", inner: failure);
        }
    }

    /// <summary>The settings of one section, or their defaults; a name that nobody knows is one clear error.</summary>
    public static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new() => Bind<T>(configuration.GetSection($"{Section}:{section}"));

    /// <inheritdoc cref="Bind{T}(IConfiguration, string)"/>
    public static T Bind<T>(IConfigurationSection section)
        where T : class, new()
    {
        try
        {
            return section.Get<T>(options => options.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException failure)
        {
            throw new ExpectedException(SettingErrors.Describe(section, typeof(T), failure.Message), inner: failure);
        }
    }

    /// <summary>A misspelt setting would be ignored without a word; it is refused instead.</summary>
    private static void RefuseUnknown(IConfiguration configuration)
    {
        if (configuration.GetSection(Section).GetChildren().FirstOrDefault(child => !Names.Contains(child.Key)) is { } unknown)
        {
            throw new ExpectedException($"{unknown.Path} is no setting; there are {string.Join(", ", Names.Order(StringComparer.Ordinal))} (see appsettings.example.json).");
        }
    }
}
