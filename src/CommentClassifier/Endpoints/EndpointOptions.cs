namespace CommentClassifier.Endpoints;

/// <summary>One endpoint's settings, bound from <c>CommentClassifier:Endpoints:&lt;name&gt;</c>.</summary>
public sealed record EndpointOptions
{
    /// <summary>The name under which a command finds it; set from the settings' key.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the protocol is served, for example <c>https://api.openai.com/v1</c> or <c>https://R.openai.azure.com</c>.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>How the server is addressed; default told from the URL.</summary>
    public EndpointKind Kind { get; init; }

    /// <summary>The environment variable (or user secret) that holds the key; <c>none</c> sends no key. Default: the host's own, if it has one.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Azure deployment URLs only; default 2024-10-21.</summary>
    public string ApiVersion { get; init; } = "2024-10-21";

    /// <summary>How long one attempt may take, waiting for admission not counted. Seconds, 1 to 3,600, default 120.</summary>
    public double AttemptTimeoutSeconds { get; init; } = 120;

    /// <summary>How often a failed attempt is repeated. 0 to 100, default 6. Refusals for rate have four times as many.</summary>
    public int MaxRetries { get; init; } = 6;

    /// <summary>The longest a question is retried, counted from its first attempt. Seconds, 1 to 86,400, default 600.</summary>
    public double RetryForSeconds { get; init; } = 600;

    /// <summary>Requests a minute; default unknown: taken from the server's headers.</summary>
    public double? Rpm { get; init; }

    /// <summary>Tokens a minute; default unknown: taken from the server's headers.</summary>
    public double? Tpm { get; init; }

    /// <summary>How the server counts tokens against <see cref="Tpm"/>.</summary>
    public TokenAccounting TokenAccounting { get; init; }

    /// <summary>Requests in flight, which drop only under pressure; default adaptive.</summary>
    public int? Concurrency { get; init; }

    /// <summary>The most requests in flight that adaptive concurrency may reach. 1 to 10,000, default 512.</summary>
    public int MaxInFlight { get; init; } = 512;

    /// <summary>The model's context window in tokens, prompt and output together; default unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Prices by model.</summary>
    public IReadOnlyDictionary<string, ModelPrice> Prices { get; init; } = new Dictionary<string, ModelPrice>();

    /// <summary>The model's price, or null when the settings do not know it.</summary>
    public ModelPrice? PriceOf(string model) => Prices.TryGetValue(model, out var price) ? price : null;

    /// <summary>The base address in use, whichever of its spellings <see cref="BaseUrl"/> has: under it a run, its answers and the dialect are known.</summary>
    public string Address => EndpointAddress.Parse(this).Uri.ToString();

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout => TimeSpan.FromSeconds(AttemptTimeoutSeconds);

    /// <summary>How long a question is retried.</summary>
    public TimeSpan RetryFor => TimeSpan.FromSeconds(RetryForSeconds);

    /// <summary>The full name of one of these settings, for messages.</summary>
    public string SettingName(string property) => $"CommentClassifier:Endpoints:{(Name.Length == 0 ? "<name>" : Name)}:{property}";

    /// <summary>Throws <see cref="EndpointSettingException"/> for the first setting that is out of range.</summary>
    public EndpointOptions Validated()
    {
        EndpointAddress.Parse(this);
        Require(AttemptTimeoutSeconds is >= 1 and <= 3600, nameof(AttemptTimeoutSeconds), AttemptTimeoutSeconds, "1 to 3600 seconds");
        Require(MaxRetries is >= 0 and <= 100, nameof(MaxRetries), MaxRetries, "0 to 100");
        Require(RetryForSeconds is >= 1 and <= 86_400, nameof(RetryForSeconds), RetryForSeconds, "1 to 86400 seconds");
        Require(Rpm is null or (> 0 and <= 10_000_000), nameof(Rpm), Rpm, "more than 0 and at most 10000000 requests a minute, or left out");
        Require(Tpm is null or (> 0 and <= 10_000_000_000), nameof(Tpm), Tpm, "more than 0 and at most 10000000000 tokens a minute, or left out");
        Require(MaxInFlight is >= 1 and <= 10_000, nameof(MaxInFlight), MaxInFlight, "1 to 10000");
        Require(Concurrency is null or (>= 1 and <= 10_000), nameof(Concurrency), Concurrency, "1 to 10000, or left out for adaptive");
        Require(ContextWindow is null or (>= 256 and <= 100_000_000), nameof(ContextWindow), ContextWindow, "256 to 100000000 tokens, or left out");
        Require(!string.IsNullOrWhiteSpace(ApiVersion), nameof(ApiVersion), ApiVersion, "an Azure api-version such as 2024-10-21");
        foreach (var (model, price) in Prices)
        {
            Require(price.Input >= 0 && price.Output >= 0 && price.CachedInput is null or >= 0, $"Prices:{model}", "a negative price", "US dollars per million tokens, 0 or more");
            Require(price.Batch is >= 0 and <= 1, $"Prices:{model}:Batch", price.Batch, "0 to 1, the share of the ordinary price");
        }

        return this;
    }

    private void Require(bool valid, string property, object? value, string range)
    {
        if (!valid)
        {
            throw new EndpointSettingException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{SettingName(property)} is {value}; it must be {range}."));
        }
    }
}
