using Microsoft.AspNetCore.WebUtilities;

namespace CommentClassifier.Host.Desk;

/// <summary>Addresses of views: the state of a page is its query, so that a view can be sent to a colleague.</summary>
internal static class Link
{
    /// <summary>The address with some query values replaced (null takes one away); relative, so that it stays on this host.</summary>
    public static string With(string address, params (string Name, string? Value)[] values)
    {
        var uri = new Uri(address);
        var query = QueryHelpers.ParseQuery(uri.Query).ToDictionary(p => p.Key, p => (string?)p.Value.ToString());
        foreach (var (name, value) in values)
        {
            query[name] = value;
        }

        return To(uri.AbsolutePath.TrimStart('/'), [.. query.Select(p => (p.Key, p.Value))]);
    }

    /// <summary>A path with a query; values that are null or empty are left out.</summary>
    public static string To(string path, params (string Name, string? Value)[] values) =>
        QueryHelpers.AddQueryString(path, values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => KeyValuePair.Create(v.Name, v.Value)));

    /// <summary>A segment of a path.</summary>
    public static string Part(string value) => Uri.EscapeDataString(value);

    /// <summary>A docket's page.</summary>
    public static string Docket(string docket) => $"dockets/{Part(docket)}";

    /// <summary>A comment's page.</summary>
    public static string Comment(string docket, string comment) => $"dockets/{Part(docket)}/comments/{Part(comment)}";

    /// <summary>A run's page.</summary>
    public static string Run(string run) => $"queue/{Part(run)}";
}
