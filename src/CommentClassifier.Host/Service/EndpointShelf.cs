using CommentClassifier.Endpoints;
using CommentClassifier.Host.Commands;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Service;

/// <summary>The endpoints people may choose from: those of the settings and the built-in one. Never a URL, so that nobody sends a docket elsewhere.</summary>
internal sealed class EndpointShelf(ServiceSettings settings)
{
    private readonly IReadOnlyList<EndpointOptions> known = EndpointChoice.All(settings.Configuration);

    /// <summary>The names, the built-in one last.</summary>
    public IReadOnlyList<string> Names => [.. known.Select(e => e.Name), RunPlanner.BuiltInEndpoint];

    /// <summary>The models an endpoint has a price for.</summary>
    public IEnumerable<string> Models => known.SelectMany(e => e.Prices.Keys).Append(RunPlanner.OfflineModel).Distinct();

    /// <summary>The endpoint of that name for the model; without a name the only one, or the built-in one for its own model.</summary>
    /// <exception cref="ExpectedException">No such name, or the built-in endpoint and another's model.</exception>
    public EndpointOptions Find(string? name, string model)
    {
        var builtIn = name is null or "" ? model == RunPlanner.OfflineModel : name == RunPlanner.BuiltInEndpoint;
        if (builtIn != (model == RunPlanner.OfflineModel))
        {
            throw new ExpectedException($"The model {RunPlanner.OfflineModel} belongs to the endpoint {RunPlanner.BuiltInEndpoint}, and no other model does.");
        }

        if (!builtIn && !string.IsNullOrEmpty(name) && known.All(e => !e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ExpectedException($"There is no endpoint {name} in the settings; there is {string.Join(", ", Names)}.");
        }

        return EndpointChoice.Find(settings.Configuration, builtIn ? null : name is "" ? null : name, model);
    }
}
