using CommentClassifier.Dockets;

namespace CommentClassifier.Ledger;

/// <summary>
/// What makes a run that run: docket x prompt hash x rendered variables x model x endpoint x parameters. Two commands with the
/// same specification resume one run; batch size, concurrency, limits and budget are not part of it.
/// </summary>
public sealed record RunSpec
{
    /// <summary>The docket.</summary>
    public required DocketId Docket { get; init; }

    /// <summary>The prompt as people write it, <c>name@version</c>.</summary>
    public required string Prompt { get; init; }

    /// <summary>SHA-256 over template, codebook, examples and parameters, in lower-case hex.</summary>
    public required string PromptHash { get; init; }

    /// <summary>The prompt's variables with the values rendered.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The model's name at the endpoint.</summary>
    public required string Model { get; init; }

    /// <summary>The endpoint's base URL, or its name for the built-in one; never a key.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The request's parameters (temperature, seed, ...), as canonical JSON.</summary>
    public string Parameters { get; init; } = "{}";

    /// <summary>1 for the first run of this specification; <c>--again</c> makes the next.</summary>
    public int Replicate { get; init; } = 1;
}
