using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace CommentClassifier.Endpoints;

/// <summary>Traces, metrics and logs of one endpoint, with OpenTelemetry's GenAI names.</summary>
internal sealed class EndpointTelemetry(string endpoint, string model, string system, Uri address, ILogger logger)
{
    public const string SourceName = "CommentClassifier";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "GenAI operation duration");

    private static readonly Histogram<long> TokenUsage =
        Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Number of input and output tokens used");

    private static readonly Counter<long> RetryCount =
        Meter.CreateCounter<long>("comment_classifier.endpoint.retries", "{attempt}", "Attempts that repeated an earlier one");

    private long retries;
    private long shortPrompts;

    public ILogger Logger => logger;

    public string Endpoint => endpoint;

    public long Retries => Interlocked.Read(ref retries);

    /// <summary>Answers to prompts that the server counted as less than half of what was sent.</summary>
    public long ShortPrompts => Interlocked.Read(ref shortPrompts);

    public void ShortPrompt(int counted, int sent)
    {
        if (Interlocked.Increment(ref shortPrompts) == 1)
        {
            EndpointLog.ShortPrompt(logger, endpoint, counted, sent);
        }
    }

    public Activity? Start(ChatRequest request)
    {
        var activity = Source.StartActivity("chat", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.DisplayName = $"chat {model}";
            activity.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.system", system).SetTag("gen_ai.provider.name", system).SetTag("gen_ai.request.model", model)
                .SetTag("gen_ai.request.max_tokens", request.MaxOutputTokens)
                .SetTag("server.address", address.Host).SetTag("server.port", address.Port);
        }

        return activity;
    }

    public void Retrying(Attempt? attempt, int sent, TimeSpan delay)
    {
        Interlocked.Increment(ref retries);
        RetryCount.Add(1, new KeyValuePair<string, object?>("gen_ai.request.model", model));
        EndpointLog.Retrying(logger, endpoint, sent, attempt?.Verdict, attempt?.Status, delay.TotalMilliseconds);
    }

    public void End(Activity? activity, ChatOutcome outcome)
    {
        var tags = Tags();
        switch (outcome)
        {
            case ChatOutcome.Answered answered:
                tags.Add("gen_ai.response.model", answered.Model ?? model);
                activity?.SetTag("gen_ai.response.model", answered.Model).SetTag("gen_ai.response.finish_reasons", new[] { answered.FinishReason });
                if (answered.Usage is { } usage)
                {
                    activity?.SetTag("gen_ai.usage.input_tokens", usage.PromptTokens).SetTag("gen_ai.usage.output_tokens", usage.CompletionTokens);
                    Record(usage.PromptTokens, "input");
                    Record(usage.CompletionTokens, "output");
                }

                break;
            case ChatOutcome.Failed failed:
                tags.Add("error.type", failed.Kind.ToString());
                activity?.SetTag("error.type", failed.Kind.ToString()).SetStatus(ActivityStatusCode.Error);
                EndpointLog.GaveUp(logger, endpoint, failed.Kind, failed.Status, failed.HttpAttempts);
                break;
        }

        activity?.SetTag("http.request.resend_count", outcome.HttpAttempts - 1);
        Duration.Record(outcome.Latency.TotalSeconds, tags);
    }

    private void Record(int tokens, string type)
    {
        if (TokenUsage.Enabled)
        {
            var tags = Tags();
            tags.Add("gen_ai.token.type", type);
            TokenUsage.Record(tokens, tags);
        }
    }

    private TagList Tags() => new()
    {
        { "gen_ai.operation.name", "chat" },
        { "gen_ai.system", system }, // The name until 1.36 of the conventions, and the one since.
        { "gen_ai.provider.name", system },
        { "gen_ai.request.model", model },
        { "server.address", address.Host },
        { "server.port", address.Port },
    };
}
