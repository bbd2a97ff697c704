using Polly;

namespace CommentClassifier.Endpoints;

/// <summary>What one question carries through the pipeline.</summary>
internal sealed class AskState(ChatRequest request, Func<ValueTask<bool>>? mayRepeat, CancellationToken stop)
{
    public static readonly ResiliencePropertyKey<AskState> Key = new("CommentClassifier.Ask");

    /// <summary>The question.</summary>
    public ChatRequest Request { get; } = request;

    /// <summary>Tokens to reserve: the prompt's by the local count and the output limit.</summary>
    public int Tokens => Request.PromptTokens + Request.MaxOutputTokens;

    /// <summary>Ends the wait for admission; what is on the wire goes on.</summary>
    public CancellationToken Stop { get; } = stop;

    /// <summary>The body, in the dialect in use.</summary>
    public ChatBody Body { get; set; } = new(default, default);

    /// <summary>How often it went over the wire.</summary>
    public int Sent { get; set; }

    /// <summary>How many of these were lost on the way: they may have been charged for.</summary>
    public int Lost { get; set; }

    /// <summary>Whether a lost attempt may be repeated, which may have to be paid for once more.</summary>
    public ValueTask<bool> MayRepeatAsync() => mayRepeat is null ? ValueTask.FromResult(true) : mayRepeat();

    /// <summary>Failed attempts that count against the retries.</summary>
    public int Failures { get; set; }

    /// <summary>Refusals for rate, which have more.</summary>
    public int Refusals { get; set; }

    /// <summary>When its first attempt was admitted; waiting before that is no fault of the endpoint.</summary>
    public long? FirstSent { get; set; }
}
