using CommentClassifier.Host.Api;
using CommentClassifier.Host.Service;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace CommentClassifier.Host.Desk;

/// <summary>One operation of the REST API as the page to try it shows it.</summary>
/// <param name="Group">Its heading.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">With parameters in braces.</param>
/// <param name="Summary">One line.</param>
/// <param name="Parameters">Names, and whether they stand in the path.</param>
/// <param name="Body">An example of the JSON body, or null.</param>
internal sealed record ApiOperation(string Group, string Method, string Path, string Summary, IReadOnlyList<(string Name, bool InPath)> Parameters, string? Body)
{
    private const string Order = """
        {
          "docket": "COLC-2023-0006",
          "prompt": "ai-copyright@v2",
          "model": "offline-keywords",
          "endpoint": "built-in",
          "only": "coded"
        }
        """;

    private static readonly Dictionary<Type, string> Examples = new()
    {
        [typeof(QueueOrder)] = Order,
        [typeof(PriorityChange)] = """{ "priority": 1 }""",
        [typeof(SampleBody)] = """{ "size": 200, "seed": 1 }""",
        [typeof(CodeBody)] = """{ "commentId": "", "labels": { "stance": "support" } }""",
        [typeof(VerdictBody)] = """{ "commentId": "", "dimension": "stance", "verdict": "human-right", "note": "" }""",
        [typeof(AdjudicationBody)] = """{ "commentId": "", "dimension": "stance", "label": "support", "note": "" }""",
    };

    // The order of the work.
    private static readonly string[] Groups = ["Dockets", "Comments", "Prompts", "Queue", "Runs", "Measures", "Samples", "Audit", "Results"];

    /// <summary>Every operation, in the order of the work.</summary>
    public static IReadOnlyList<ApiOperation> Of(IApiDescriptionGroupCollectionProvider provider) => [.. provider.ApiDescriptionGroups.Items
        .SelectMany(group => group.Items)
        .Where(d => d.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true)
        .Select(Of)
        .OrderBy(o => (Array.IndexOf(Groups, o.Group) + Groups.Length + 1) % (Groups.Length + 1))];

    private static ApiOperation Of(ApiDescription d)
    {
        var metadata = d.ActionDescriptor.EndpointMetadata;
        var parameters = d.ParameterDescriptions.Where(p => p.Source.Id is "Path" or "Query").Select(p => (p.Name, p.Source.Id == "Path")).ToList();
        var body = d.ParameterDescriptions.FirstOrDefault(p => p.Source.Id == "Body")?.Type;
        return new ApiOperation(
            metadata.OfType<ITagsMetadata>().FirstOrDefault()?.Tags.FirstOrDefault() ?? "Other", d.HttpMethod ?? "GET", "/" + d.RelativePath!,
            metadata.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary ?? "", parameters,
            body is not null ? Examples.GetValueOrDefault(body, "{}") : d.RelativePath!.EndsWith("/import", StringComparison.Ordinal) || d.RelativePath.EndsWith("/labels", StringComparison.Ordinal) ? "comment_id,text\n1,I support this rule.\n" : null);
    }
}
