namespace CommentClassifier.Labels;

/// <summary>"Not addressed" and "unclear" are answers, and different ones; a failure is neither.</summary>
public enum LabelKind
{
    /// <summary>The comment takes the position; a quote shows where.</summary>
    Substantive,

    /// <summary>The comment does not speak of the matter: there is nothing to quote.</summary>
    NotAddressed,

    /// <summary>The comment speaks of it, but the position cannot be told.</summary>
    Unclear,
}
