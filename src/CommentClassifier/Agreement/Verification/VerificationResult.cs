namespace CommentClassifier.Agreement.Verification;

/// <summary>A figure that does not match: what the file says and what the product computes (null, a number, text or a list).</summary>
public sealed record FailedFigure(string Id, string Key, object? Expected, object? Actual);

/// <summary>A case whose statistic the product does not know.</summary>
public sealed record UnsupportedCase(string Id, string Statistic);

/// <summary>The outcome of a file: a case passes when each of its figures does. Serialises to the verify-statistics document.</summary>
public sealed record VerificationResult(
    int Cases, int Passed, IReadOnlyList<FailedFigure> Failed, IReadOnlyList<UnsupportedCase> Unsupported, IReadOnlyList<VerifiedCase> Sources)
{
    /// <summary>True when every case passed.</summary>
    public bool AllPassed => Passed == Cases;
}

/// <summary>A case with its source, for people who read the list.</summary>
public sealed record VerifiedCase(string Id, string Statistic, string? Source, bool Passed);
