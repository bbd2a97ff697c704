using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CommentClassifier.Endpoints;

/// <summary>The one retry layer: retry, then admission for each attempt, then the breaker, then the attempt's timeout.</summary>
internal static class EndpointPipeline
{
    private static readonly TimeSpan BreakFor = TimeSpan.FromSeconds(2);

    public static ResiliencePipeline<Attempt> Build(EndpointOptions options, RetryRules rules, AdmissionController admission, TimeProvider time) =>
        new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = int.MaxValue, // The rules bound attempts and time.
                ShouldHandle = rules.ShouldRetryAsync,
                DelayGenerator = rules.DelayAsync,
            })
            .AddStrategy(_ => new AdmissionStrategy(admission, options), new NoOptions("Admission"))
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
            {
                // Nine in ten of at least twenty: the endpoint is down. Never for 429, which says that it is up.
                FailureRatio = 0.9,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = BreakFor,
                ShouldHandle = static args => ValueTask.FromResult(
                    args.Outcome.Exception is TimeoutRejectedException || args.Outcome.Result is { IsDown: true }),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();

    private sealed class NoOptions : ResilienceStrategyOptions
    {
        public NoOptions(string name) => Name = name;
    }
}
