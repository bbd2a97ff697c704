using CommentClassifier.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CommentClassifier.Host.Api;

/// <summary>Whether the store answers.</summary>
internal sealed class StoreHealth(Store store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.Users.FindAsync("", cancellationToken).ConfigureAwait(false);
        return HealthCheckResult.Healthy();
    }
}
