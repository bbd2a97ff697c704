using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Estimation;

/// <summary>An estimated share with standard error and z interval (not clipped); nulls with a reason when undefined.</summary>
public sealed record ShareEstimate(double? Estimate, double? StandardError, double? Low, double? High, string Method, double? Lambda = null, string? Reason = null)
{
    internal static ShareEstimate Normal(string method, double estimate, double? se, double level, double? lambda = null)
    {
        if (se is not { } s) return new ShareEstimate(estimate, null, null, null, method, lambda, "too few items for a standard error");
        var (low, high) = NormalInterval.Around(estimate, s, level);
        return new ShareEstimate(estimate, s, low, high, method, lambda);
    }

    internal static ShareEstimate Undefined(string method, string reason) => new(null, null, null, null, method, null, reason);
}
