namespace CommentClassifier.Ledger;

/// <summary>For a run, every selected comment is in exactly one of these states.</summary>
public enum CommentState
{
    /// <summary>Waits to be asked, or to be asked again.</summary>
    Pending,

    /// <summary>Has a valid label for every dimension.</summary>
    Labelled,

    /// <summary>The model declined to answer.</summary>
    Refused,

    /// <summary>The endpoint's content filter stopped the request or the reply.</summary>
    Filtered,

    /// <summary>Three replies of its own were invalid.</summary>
    Invalid,

    /// <summary>Does not fit the model's context or the endpoint's limit even alone.</summary>
    Oversized,

    /// <summary>Has no text of its own (attachment only, or empty).</summary>
    Unreadable,

    /// <summary>Was withdrawn by its submitter or the agency.</summary>
    Withdrawn,
}
