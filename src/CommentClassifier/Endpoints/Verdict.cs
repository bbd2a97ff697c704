namespace CommentClassifier.Endpoints;

/// <summary>What an attempt's end asks of the client.</summary>
internal enum Verdict
{
    /// <summary>Answered.</summary>
    Answered,

    /// <summary>Worth repeating: 5xx, garbage, a reset.</summary>
    Transient,

    /// <summary>No connection could be made.</summary>
    Unreachable,

    /// <summary>Over a rate that passes; wait.</summary>
    RateLimited,

    /// <summary>The server has more than it can do; wait and send less at once.</summary>
    Overloaded,

    /// <summary>Larger than the whole limit; waiting never helps.</summary>
    Poison,

    /// <summary>No money or quota.</summary>
    Billing,

    /// <summary>The key is wrong or not allowed.</summary>
    Authentication,

    /// <summary>Stopped by a content filter.</summary>
    ContentFilter,

    /// <summary>Larger than the model's context.</summary>
    ContextOverflow,

    /// <summary>A parameter or response format is refused: another dialect may do.</summary>
    UnsupportedParameter,

    /// <summary>The model or path is not there, or the request's form is refused.</summary>
    Configuration,
}
