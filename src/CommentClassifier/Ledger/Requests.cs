using CommentClassifier.Labels;

namespace CommentClassifier.Ledger;

/// <summary>A text's key in the store.</summary>
public readonly record struct TextId(long Value);

/// <summary>One text that waits to be labelled in a run.</summary>
/// <param name="Id">The distinct text.</param>
/// <param name="Text">The text as it will be sent.</param>
/// <param name="Tokens">Its token count, stored at import (o200k_base).</param>
/// <param name="Attempts">How many invalid replies of its own it has had.</param>
/// <param name="TravelsAlone">Whether it must not share a request (it reads like orders to a model).</param>
public sealed record WorkItem(TextId Id, string Text, int Tokens, int Attempts, bool TravelsAlone);

/// <summary>Why a request was made.</summary>
public enum RequestPurpose
{
    /// <summary>To label its members.</summary>
    Label,

    /// <summary>To ask again, singly, what a batch had labelled; never changes a label.</summary>
    Control,

    /// <summary>Answered from the reply cache; nothing was sent.</summary>
    Cache,

    /// <summary>A control that was not drawn at random: what travelled beside a suspicious text is asked again, singly. Never changes a label.</summary>
    Neighbour,
}

/// <summary>A request's life: committed as planned before it is sent, then settled or abandoned.</summary>
public enum RequestState
{
    /// <summary>Reserved, perhaps on the wire; counts at its reserved price.</summary>
    Planned,

    /// <summary>Answered and committed with what came of it.</summary>
    Settled,

    /// <summary>Its owner died or gave up; it counts at its reserved price because it may have been bought.</summary>
    Abandoned,
}

/// <summary>A comment text's place in a request.</summary>
/// <param name="Text">The distinct text.</param>
/// <param name="Alias">Its short unguessable id in this request.</param>
/// <param name="Position">Its place, from 0.</param>
public sealed record RequestMember(TextId Text, string Alias, int Position);

/// <summary>One call that is about to be made.</summary>
public sealed record PlannedRequest
{
    /// <summary>Unique; time-ordered (UUID version 7).</summary>
    public required Guid Id { get; init; }

    /// <summary>Why it is made.</summary>
    public RequestPurpose Purpose { get; init; }

    /// <summary>The texts it carries.</summary>
    public required IReadOnlyList<RequestMember> Members { get; init; }

    /// <summary>SHA-256 of the body, lower-case hex.</summary>
    public required string BodyHash { get; init; }

    /// <summary>Prompt tokens reserved.</summary>
    public int ReservedPromptTokens { get; init; }

    /// <summary>Completion tokens reserved (the output limit).</summary>
    public int ReservedCompletionTokens { get; init; }

    /// <summary>Money reserved, in US dollars.</summary>
    public decimal ReservedUsd { get; init; }

    /// <summary>The worker that claimed it.</summary>
    public required string Owner { get; init; }

    /// <summary>When it was planned.</summary>
    public required DateTimeOffset PlannedAt { get; init; }
}

/// <summary>What came of one member of a settled request.</summary>
/// <param name="Text">The distinct text.</param>
/// <param name="State">The text's state in the run from now on; <see cref="CommentState.Pending"/> asks again.</param>
/// <param name="Attempts">How many invalid replies of its own it has had by now.</param>
/// <param name="Reason">Why it is not labelled, in a sentence; null when it is.</param>
/// <param name="Labels">Its labels, one a dimension; empty when it is not labelled.</param>
public sealed record MemberOutcome(
    TextId Text, CommentState State, int Attempts, string? Reason, IReadOnlyList<AssignedLabel> Labels);

/// <summary>A request that was answered, with what the answer was worth.</summary>
public sealed record SettledRequest
{
    /// <summary>The planned request's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What came of each member.</summary>
    public required IReadOnlyList<MemberOutcome> Outcomes { get; init; }

    /// <summary>Why the request as a whole failed, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>The raw reply (or error body); kept so that a failure can be shown.</summary>
    public string? Reply { get; init; }

    /// <summary>Prompt tokens by the endpoint's account.</summary>
    public int PromptTokens { get; init; }

    /// <summary>Of these, how many were read from the endpoint's prompt cache.</summary>
    public int CachedPromptTokens { get; init; }

    /// <summary>Completion tokens by the endpoint's account.</summary>
    public int CompletionTokens { get; init; }

    /// <summary>What it cost, in US dollars.</summary>
    public decimal Usd { get; init; }

    /// <summary>The model that says it answered.</summary>
    public string? Model { get; init; }

    /// <summary>The endpoint's system fingerprint.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Why the model stopped.</summary>
    public string? FinishReason { get; init; }

    /// <summary>How many times it went over the wire (1 without a retry, 0 from the cache).</summary>
    public int HttpAttempts { get; init; }

    /// <summary>Time from sending to the whole reply, the last attempt.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>When it settled.</summary>
    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>Where the reply should be found again, or null when it must not enter the cache.</summary>
    public IReadOnlyList<CacheEntry> CacheEntries { get; init; } = [];
}

/// <summary>A valid answer for one text, under the key of everything that matters.</summary>
/// <param name="Key">SHA-256, lower-case hex.</param>
/// <param name="Text">The text it answers for.</param>
/// <param name="Labels">The validated labels.</param>
/// <param name="SourceRequest">The request that bought it.</param>
public sealed record CacheEntry(string Key, TextId Text, IReadOnlyList<AssignedLabel> Labels, Guid SourceRequest);
