namespace CommentClassifier.Endpoints;

/// <summary>
/// Which key goes to which host. OPENAI_API_KEY goes to api.openai.com only, AZURE_OPENAI_API_KEY to Azure OpenAI hosts only; any other endpoint
/// names its own variable, one on loopback needs none, and no key travels over plain http beyond loopback.
/// </summary>
internal sealed class EndpointKeys(Func<string, string?> lookup)
{
    public const string OpenAIVariable = "OPENAI_API_KEY";
    public const string AzureVariable = "AZURE_OPENAI_API_KEY";
    public const string NoKey = "none";

    /// <summary>The credential for an endpoint; throws <see cref="EndpointSettingException"/> when the rule forbids or lacks one.</summary>
    public EndpointCredential Resolve(EndpointOptions options)
    {
        var address = EndpointAddress.Parse(options);
        var setting = options.SettingName(nameof(EndpointOptions.ApiKeyVariable));
        var named = string.IsNullOrWhiteSpace(options.ApiKeyVariable) ? null : options.ApiKeyVariable.Trim();
        if (string.Equals(named, NoKey, StringComparison.OrdinalIgnoreCase))
        {
            return new EndpointCredential.None();
        }

        var variable = named ?? (address.IsOpenAI ? OpenAIVariable : address.IsAzure ? AzureVariable : null);
        if (variable is null)
        {
            return address.IsLoopback
                ? new EndpointCredential.None()
                : throw new EndpointSettingException(
                    $"No key belongs to {address.Uri.Host}: name the variable that holds its key in {setting} ('none' for a server without keys).");
        }

        RefuseForeign(variable, address, setting);
        var key = lookup(variable)?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            return address.IsAzure && named is null && address.Uri.Scheme == Uri.UriSchemeHttps
                ? new EndpointCredential.Entra()
                : throw new EndpointSettingException(
                    $"{address.Uri.Host} needs a key and the environment variable {variable} is not set (setting {setting}).");
        }

        if (address.Uri.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new EndpointSettingException(
                $"{options.SettingName(nameof(EndpointOptions.BaseUrl))} is plain http to {address.Uri.Host}: the key in {variable} is not sent unencrypted; use https.");
        }

        return key.Any(c => c is < '!' or > '~')
            ? throw new EndpointSettingException($"The environment variable {variable} holds characters that no key has; set it again without spaces or line breaks.")
            : new EndpointCredential.Key(variable, key);
    }

    private static void RefuseForeign(string variable, EndpointAddress address, string setting)
    {
        var owner = variable.ToUpperInvariant() switch
        {
            OpenAIVariable when !address.IsOpenAI => "api.openai.com",
            AzureVariable when !address.IsAzure => "Azure OpenAI hosts",
            _ => null,
        };
        if (owner is not null)
        {
            throw new EndpointSettingException(
                $"{variable} goes only to {owner}, not to {address.Uri.Host}: put this endpoint's own key in another variable and name it in {setting}.");
        }
    }
}
