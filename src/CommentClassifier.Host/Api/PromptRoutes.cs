using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CommentClassifier.Host.Api;

/// <summary><c>/api/prompts</c> and <c>/api/endpoints</c>: what a run can be made of.</summary>
internal static class PromptRoutes
{
    public static void MapPrompts(this RouteGroupBuilder api)
    {
        api.MapGet("/prompts", ListAsync).RequireAuthorization(Roles.Viewer).WithTags("Prompts").WithSummary("The prompt versions, and which runs used them");
        api.MapGet("/endpoints", (EndpointShelf endpoints) => endpoints.Names).RequireAuthorization(Roles.Viewer).WithTags("Prompts")
            .WithSummary("The names of the endpoints a run may use");
    }

    private static async Task<IReadOnlyList<PromptDocument>> ListAsync(PromptShelf prompts, Store store, CancellationToken cancellationToken)
    {
        var list = new List<PromptDocument>();
        foreach (var prompt in prompts.Load().All())
        {
            var usedBy = await store.Prompts.UsedByAsync(prompt.Name, prompt.Version, cancellationToken).ConfigureAwait(false);
            list.Add(new PromptDocument(
                prompt.Name, prompt.Version, prompt.Hash, prompt.FrontMatter.Description, [.. prompt.Codebook.Dimensions.Select(d => d.Name)],
                [.. prompt.FrontMatter.Variables.Select(v => new VariableDocument(v.Name, v.Description, v.Default))], [.. usedBy.Select(r => r.Value)]));
        }

        return list;
    }
}
