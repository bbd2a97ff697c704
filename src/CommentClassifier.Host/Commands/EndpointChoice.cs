using CommentClassifier.Endpoints;
using CommentClassifier.Runs;
using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Commands;

/// <summary>Which endpoint a command means: a URL, a name in the settings, the built-in one, or the only one there is.</summary>
internal static class EndpointChoice
{
    /// <summary>The endpoint named (or addressed) by <paramref name="urlOrName"/> for <paramref name="model"/>.</summary>
    /// <exception cref="ExpectedException">No such name, or nothing to choose from.</exception>
    public static EndpointOptions Find(IConfiguration configuration, string? urlOrName, string model)
    {
        var known = All(configuration);
        if (urlOrName is null)
        {
            return model == RunPlanner.OfflineModel
                ? new EndpointOptions { Name = RunPlanner.BuiltInEndpoint, BaseUrl = "http://127.0.0.1/v1" }
                : known.Count == 1
                    ? known[0]
                    : throw new ExpectedException(known.Count == 0
                        ? $"Where is {model}? Add --endpoint <url>, or an endpoint under {Settings.Section}:Endpoints in appsettings.json (see appsettings.example.json)."
                        : $"Which endpoint serves {model}? Add --endpoint with one of: {string.Join(", ", known.Select(e => e.Name))}.");
        }

        if (known.FirstOrDefault(e => e.Name.Equals(urlOrName, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return named;
        }

        if (!urlOrName.Contains("://", StringComparison.Ordinal))
        {
            throw new ExpectedException(
                $"--endpoint {urlOrName}: no endpoint of that name in the settings ({(known.Count == 0 ? "there are none" : string.Join(", ", known.Select(e => e.Name)))}), and it is not a URL.");
        }

        var asked = new EndpointOptions { BaseUrl = urlOrName };
        // The settings of an endpoint hold for its URL too, so that its key variable and prices are found.
        return known.FirstOrDefault(e => e.Address == asked.Address) ?? asked;
    }

    /// <summary>Every endpoint of the settings.</summary>
    public static IReadOnlyList<EndpointOptions> All(IConfiguration configuration) => [.. configuration
        .GetSection($"{Settings.Section}:Endpoints").GetChildren()
        .Select(section => (Settings.Bind<EndpointOptions>(section) with { Name = section.Key }).Validated())];
}
