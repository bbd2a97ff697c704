namespace CommentClassifier.Endpoints;

/// <summary>Where an endpoint is and how it is addressed, told from its settings.</summary>
internal sealed record EndpointAddress(Uri Uri, EndpointKind Kind)
{
    private static readonly string[] AzureSuffixes = [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com"];

    public bool IsOpenAI => string.Equals(Uri.IdnHost, "api.openai.com", StringComparison.OrdinalIgnoreCase);

    public bool IsAzure => IsAzureHost(Uri);

    public bool IsLoopback => Uri.IsLoopback;

    public static EndpointAddress Parse(EndpointOptions options)
    {
        var setting = options.SettingName(nameof(EndpointOptions.BaseUrl));
        if (!Uri.TryCreate(options.BaseUrl.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw new EndpointSettingException(
                $"{setting} must be an absolute http or https URL such as https://api.openai.com/v1; it is '{Printable(options.BaseUrl)}'.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new EndpointSettingException(
                $"{setting} must carry no user name, password, query or fragment; keys come from the variable that ApiKeyVariable names.");
        }

        var kind = options.Kind == EndpointKind.Auto ? Tell(uri) : options.Kind;
        return new EndpointAddress(Normalise(uri, kind), kind);
    }

    private static EndpointKind Tell(Uri uri) =>
        string.Equals(uri.IdnHost, "api.openai.com", StringComparison.OrdinalIgnoreCase) ? EndpointKind.OpenAI
        : !IsAzureHost(uri) ? EndpointKind.Compatible
        : uri.AbsolutePath.Contains("/openai/v1", StringComparison.OrdinalIgnoreCase) ? EndpointKind.AzureV1
        : EndpointKind.AzureDeployment;

    // People paste what they have: the server's root, its /v1, or the whole path of a call.
    private static Uri Normalise(Uri uri, EndpointKind kind)
    {
        var path = uri.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^"/chat/completions".Length];
        }

        path = kind switch
        {
            EndpointKind.AzureDeployment => path.Split("/openai", 2)[0],
            EndpointKind.AzureV1 => path.Length == 0 ? "/openai/v1" : path,
            _ => path.Length == 0 ? "/v1" : path,
        };
        return new UriBuilder(uri) { Path = path.Length == 0 ? "/" : path }.Uri;
    }

    private static bool IsAzureHost(Uri uri) =>
        Array.Exists(AzureSuffixes, s => uri.IdnHost.EndsWith(s, StringComparison.OrdinalIgnoreCase));

    private static string Printable(string url) => url.Contains('@', StringComparison.Ordinal) ? "(hidden: it holds an @)" : url;
}
