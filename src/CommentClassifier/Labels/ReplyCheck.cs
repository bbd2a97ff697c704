namespace CommentClassifier.Labels;

/// <summary>One comment as it was asked.</summary>
/// <param name="Alias">The id it had in this request.</param>
/// <param name="Text">The text exactly as it was sent.</param>
public readonly record struct AskedItem(string Alias, string Text);

/// <summary>A valid answer for one comment.</summary>
public sealed record ValidItem(string Alias, IReadOnlyList<AssignedLabel> Labels);

/// <summary>An answer that cannot be used, and why; the reason quotes nothing of the comment.</summary>
public sealed record InvalidItem(string Alias, string Reason);

/// <summary>How a reply can be broken as a whole.</summary>
public enum BrokenReply
{
    /// <summary>There is no content.</summary>
    Empty,

    /// <summary>The output limit cut it off, even where the JSON parses.</summary>
    Truncated,

    /// <summary>The endpoint's content filter cut it off.</summary>
    Filtered,

    /// <summary>It is not JSON.</summary>
    NotJson,

    /// <summary>It is JSON, but not an object with one <c>results</c> array and nothing else.</summary>
    NoResults,
}

/// <summary>Whether prose or a Markdown fence around the JSON is tolerated.</summary>
public enum Extraction
{
    /// <summary>The whole content must be the JSON: every dialect that constrains the output.</summary>
    Forbidden,

    /// <summary>One JSON object is looked for in the content: the plain dialect.</summary>
    Allowed,
}

/// <summary>What a reply is worth.</summary>
public abstract record ReplyCheck
{
    private ReplyCheck()
    {
    }

    /// <summary>Nothing in the reply can be used.</summary>
    public sealed record Broken(BrokenReply Kind, string Reason) : ReplyCheck;

    /// <summary>Every comment asked for is in exactly one of <see cref="Valid"/>, <see cref="Invalid"/> and <see cref="Missing"/>.</summary>
    public sealed record Items : ReplyCheck
    {
        /// <summary>Answers to keep.</summary>
        public required IReadOnlyList<ValidItem> Valid { get; init; }

        /// <summary>Answers to ask for again. An id answered twice is here: which answer is meant cannot be told.</summary>
        public required IReadOnlyList<InvalidItem> Invalid { get; init; }

        /// <summary>Aliases without an answer.</summary>
        public required IReadOnlyList<string> Missing { get; init; }

        /// <summary>Ids that were not asked for; "" for an entry without a usable id.</summary>
        public required IReadOnlyList<string> Foreign { get; init; }

        /// <summary>Aliases answered more than once (each is among the invalid too).</summary>
        public required IReadOnlyList<string> Repeated { get; init; }
    }
}
