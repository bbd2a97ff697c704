namespace CommentClassifier.Host.Simulator;

/// <summary>Which server's rate-limit headers are sent.</summary>
public enum HeaderDialect
{
    /// <summary>None (vLLM, Ollama, llama.cpp).</summary>
    None,

    /// <summary>OpenAI's: limits, remainders, resets as durations.</summary>
    OpenAI,

    /// <summary>Azure's: bare integers and <c>retry-after-ms</c>.</summary>
    Azure,
}

/// <summary>How the built-in server behaves; every figure may be left at its default.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The model that is offered; a request for another gets a 404 unless <see cref="AnyModel"/>.</summary>
    public string Model { get; init; } = "offline-keywords";

    /// <summary>Answers for any model's name.</summary>
    public bool AnyModel { get; init; } = true;

    /// <summary>Requests a minute; null means no limit.</summary>
    public double? Rpm { get; init; }

    /// <summary>Tokens a minute; null means no limit.</summary>
    public double? Tpm { get; init; }

    /// <summary>The stretch of time over which the limits are enforced, in seconds. 0.1 to 60, default 1.</summary>
    public double WindowSeconds { get; init; } = 1;

    /// <summary>Fixed windows that start anew, instead of a bucket that refills all the time.</summary>
    public bool FixedWindows { get; init; } = true;

    /// <summary>Charges prompt plus output limit at admission, as Azure does, instead of what is used.</summary>
    public bool ChargesAtAdmission { get; init; }

    /// <summary>Whose rate-limit headers are sent.</summary>
    public HeaderDialect Headers { get; init; } = HeaderDialect.OpenAI;

    /// <summary>Median time to answer, in milliseconds. Default 0.</summary>
    public double LatencyMs { get; init; }

    /// <summary>Spread of the time to answer: sigma of the lognormal distribution; 0 is always the same.</summary>
    public double LatencySigma { get; init; }

    /// <summary>How many requests it holds before it says that it is overloaded (503); null means any number.</summary>
    public int? MaxPending { get; init; }

    /// <summary>The context window in tokens; null means any size.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Cuts prompts to the context window without a word, as Ollama does, instead of refusing them.</summary>
    public bool CutsPrompts { get; init; }

    /// <summary>Refuses with a billing error after so many answers; null means never.</summary>
    public long? BillingAfter { get; init; }

    /// <summary>The key it asks for; null means none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Parameters that are refused, as reasoning models do: <c>max_tokens</c>, <c>temperature</c>, <c>seed</c>, <c>max_completion_tokens</c>.</summary>
    public IReadOnlyList<string> RefusedParameters { get; init; } = [];

    /// <summary>Response formats that are refused: <c>strict</c>, <c>json_schema</c>, <c>json_object</c>.</summary>
    public IReadOnlyList<string> RefusedForms { get; init; } = [];

    /// <summary>A text that holds this is obeyed: its whole request gets the first label of every dimension.</summary>
    public string? ObeyMarker { get; init; }

    /// <summary>A text that holds this never gets a valid answer, whatever it travels with.</summary>
    public string? PoisonMarker { get; init; }

    /// <summary>Faults by probability.</summary>
    public SimulatorFaults Faults { get; init; } = new();

    /// <summary>The seed of everything random: the same texts asked the same number of times meet the same faults.</summary>
    public long Seed { get; init; } = 1;
}
