namespace CommentClassifier.Endpoints;

/// <summary>One question to a model: an unchanging part first, so that the endpoint's prompt cache works, the comments last.</summary>
public sealed record ChatRequest
{
    /// <summary>The model (or Azure deployment).</summary>
    public required string Model { get; init; }

    /// <summary>The unchanging part: instructions, codebook, examples.</summary>
    public required string SystemText { get; init; }

    /// <summary>The part that differs: the comments as JSON objects with <c>id</c> and <c>text</c>.</summary>
    public required string UserText { get; init; }

    /// <summary>The JSON schema of the reply, inside the strict subset that every endpoint accepts.</summary>
    public required string Schema { get; init; }

    /// <summary>The schema's name, at most 64 characters of letters, digits, underscore and dash.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The most tokens the reply may have.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary>Prompt tokens by the local count.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Sampling temperature, or null for the endpoint's default.</summary>
    public float? Temperature { get; init; }

    /// <summary>Sampling seed, or null.</summary>
    public long? Seed { get; init; }
}

/// <summary>Tokens by the endpoint's account.</summary>
public sealed record ChatUsage(int PromptTokens, int CompletionTokens, int CachedPromptTokens);

/// <summary>What came of a question, after every retry that was worth making. Expected failure is data.</summary>
public abstract record ChatOutcome
{
    private ChatOutcome()
    {
    }

    /// <summary>How many times it went over the wire.</summary>
    public int HttpAttempts { get; init; }

    /// <summary>Of these, how many got no answer back though they were sent: they may have been charged for.</summary>
    public int LostAttempts { get; init; }

    /// <summary>Time of the last attempt, from sending to the whole reply.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The model answered; whether the answer is any good is for the validator.</summary>
    public sealed record Answered(string Content, string? FinishReason, ChatUsage? Usage, string? Model, string? Fingerprint) : ChatOutcome
    {
        /// <summary>The model's own words when it declined (the <c>refusal</c> field), else null.</summary>
        public string? Refusal { get; init; }
    }

    /// <summary>The endpoint did not answer the question.</summary>
    public sealed record Failed(ChatFailure Kind, string Message) : ChatOutcome
    {
        /// <summary>The HTTP status, or null when there was none.</summary>
        public int? Status { get; init; }

        /// <summary>The error body, or null.</summary>
        public string? Body { get; init; }
    }
}

/// <summary>What a failure asks of the run.</summary>
public enum ChatFailure
{
    /// <summary>Larger than the endpoint's limit: never succeeds; split it.</summary>
    TooLargeForLimit,

    /// <summary>Larger than the model's context: split it.</summary>
    ContextOverflow,

    /// <summary>The endpoint's content filter stopped it: ask singly to find which comment.</summary>
    ContentFilter,

    /// <summary>No money or quota: pause the whole run, burn no attempts.</summary>
    Billing,

    /// <summary>The key is missing, wrong or not allowed: pause the whole run.</summary>
    Authentication,

    /// <summary>The endpoint or model is not there, or refuses the request's form: pause the whole run.</summary>
    Configuration,

    /// <summary>Stopped while it waited for admission: nothing went over the wire and nothing was bought.</summary>
    NotSent,

    /// <summary>Retries are used up on overload, resets or time-outs: the run may go on later.</summary>
    Unavailable,
}
