using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CommentClassifier.Endpoints;

/// <summary>
/// One model at one endpoint: asks, waits its turn, retries what is worth retrying and says what came of it. Safe for any number of callers
/// at once; how many of their questions are on the wire is decided here.
/// </summary>
public sealed class ChatEndpoint : IDisposable
{
    private const int MostDialects = 8;
    private const int ShortestPromptCompared = 1000;

    private readonly ChatTransport transport;
    private readonly AdmissionController admission;
    private readonly DialectMemory dialects;
    private readonly ChatBodyWriter bodies = new();
    private readonly ResiliencePipeline<Attempt> pipeline;
    private readonly RetryRules rules;
    private readonly EndpointTelemetry telemetry;
    private readonly TimeProvider time;

    internal ChatEndpoint(
        EndpointOptions options, string model, EndpointAddress address, ChatTransport transport, AdmissionController admission, DialectMemory dialects, RetryRules rules,
        EndpointTelemetry telemetry, TimeProvider time)
    {
        Options = options;
        Model = model;
        Address = address.Uri;
        this.transport = transport;
        this.admission = admission;
        this.dialects = dialects;
        this.rules = rules;
        this.telemetry = telemetry;
        this.time = time;
        pipeline = EndpointPipeline.Build(options, rules, admission, time);
    }

    /// <summary>The settings it was made from.</summary>
    public EndpointOptions Options { get; }

    /// <summary>The model or deployment.</summary>
    public string Model { get; }

    /// <summary>The base address in use.</summary>
    public Uri Address { get; }

    /// <summary>The model's price, or null when the settings do not know it.</summary>
    public ModelPrice? Price => Options.PriceOf(Model);

    /// <summary>The dialect in use; final once <see cref="DialectKnown"/>.</summary>
    public Dialect Dialect => dialects.Current;

    /// <summary>Whether the server has accepted a request in <see cref="Dialect"/>.</summary>
    public bool DialectKnown => dialects.Confirmed;

    /// <summary>Requests on the wire, and how many may be: what a coordinator looks at before every dispatch, cheaper than <see cref="Snapshot"/>.</summary>
    public (int OnWire, int Limit) Load => admission.Load;

    /// <summary>What is allowed and waited for at this moment.</summary>
    public EndpointSnapshot Snapshot => admission.Snapshot() with { Retries = telemetry.Retries, ShortPrompts = telemetry.ShortPrompts };

    /// <summary>
    /// Asks one question. Every failure that the outside world can cause comes back as <see cref="ChatOutcome.Failed"/>; only cancellation
    /// (<see cref="OperationCanceledException"/>) and bugs throw.
    /// </summary>
    public Task<ChatOutcome> AskAsync(ChatRequest request, CancellationToken cancellationToken) => AskAsync(request, null, CancellationToken.None, cancellationToken);

    /// <summary>
    /// Asks one question; <paramref name="stop"/> ends the wait for admission, so that a run can drain: what is on the wire goes on, and what
    /// never went comes back as <see cref="ChatFailure.NotSent"/>. <paramref name="mayRepeat"/> is asked before an attempt that was lost on the
    /// way, and may have been charged for, is repeated.
    /// </summary>
    public async Task<ChatOutcome> AskAsync(ChatRequest request, Func<ValueTask<bool>>? mayRepeat, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var activity = telemetry.Start(request);
        var searches = !dialects.Confirmed && await dialects.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var outcome = await AskInDialectsAsync(new AskState(request, mayRepeat, stop), cancellationToken).ConfigureAwait(false);
            telemetry.End(activity, outcome);
            return outcome;
        }
        finally
        {
            if (searches)
            {
                dialects.EndSearch();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => admission.Dispose();

    // A refused form is asked again in the next dialect, which spends no retry.
    private async ValueTask<ChatOutcome> AskInDialectsAsync(AskState ask, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var dialect = dialects.Current;
            ask.Body = bodies.Write(ask.Request, dialect);
            if (telemetry.Logger.IsEnabled(LogLevel.Trace))
            {
                EndpointLog.Sending(telemetry.Logger, telemetry.Endpoint, ask.Body.ToString());
            }

            var outcome = await RunAsync(ask, cancellationToken).ConfigureAwait(false);
            if (ask is { Sent: 0, Stop.IsCancellationRequested: true } && outcome.Exception is OperationCanceledException)
            {
                return new ChatOutcome.Failed(ChatFailure.NotSent, "Stopped before it was sent.");
            }

            if (outcome.Result is { Verdict: Verdict.UnsupportedParameter } refused)
            {
                EndpointLog.ParameterRefused(telemetry.Logger, telemetry.Endpoint, refused.Parameter, refused.Message);
                if (tries < MostDialects && dialects.Adapt(dialect, refused.Parameter))
                {
                    continue;
                }
            }

            if (outcome.Result is { Verdict: Verdict.Answered })
            {
                dialects.Confirm(dialect);
            }

            return outcome.Result is { Reply: { } reply } answered ? Answered(reply, answered, ask, dialect) : Failed(outcome, ask);
        }
    }

    private async ValueTask<Outcome<Attempt>> RunAsync(AskState ask, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(AskState.Key, ask);
        try
        {
            return await pipeline.ExecuteOutcomeAsync(
                static async (context, state) => await state.self.SendAsync(state.ask, context.CancellationToken).ConfigureAwait(false), context, (self: this, ask))
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Outcome<Attempt>> SendAsync(AskState ask, CancellationToken cancellationToken)
    {
        if (rules.HasGivenUp)
        {
            return Outcome.FromResult(new Attempt(Verdict.Unreachable, rules.Unreached ?? "it was tried a moment ago"));
        }

        ask.FirstSent ??= time.GetTimestamp();
        ask.Sent++;
        rules.Tried();
        try
        {
            var attempt = await transport.SendAsync(ask.Body, cancellationToken).ConfigureAwait(false);
            if (attempt.Status is not null)
            {
                rules.Answered();
            }

            if (attempt.Verdict == Verdict.Unreachable)
            {
                rules.Unreached = attempt.Message;
            }

            ask.Lost += attempt.IsLost ? 1 : 0;

            return Outcome.FromResult(attempt);
        }
        catch (OperationCanceledException e)
        {
            ask.Lost++;
            return Outcome.FromException<Attempt>(e);
        }
    }

    private ChatOutcome.Answered Answered(ChatReply reply, Attempt answered, AskState ask, Dialect dialect)
    {
        if (telemetry.Logger.IsEnabled(LogLevel.Trace))
        {
            EndpointLog.Reply(telemetry.Logger, telemetry.Endpoint, reply.Content);
        }

        // Some servers drop what does not fit and say nothing; tokenizers differ, but not by half.
        if (reply.Usage is { PromptTokens: > 0 } usage && ask.Request.PromptTokens >= ShortestPromptCompared && usage.PromptTokens * 2 < ask.Request.PromptTokens)
        {
            telemetry.ShortPrompt(usage.PromptTokens, ask.Request.PromptTokens);
        }

        var content = dialect.Form >= ResponseForm.JsonObject ? ChatReply.ExtractJson(reply.Content) : reply.Content;
        return new ChatOutcome.Answered(content, reply.FinishReason, reply.Usage, reply.Model, reply.Fingerprint)
        {
            Refusal = reply.Refusal,
            HttpAttempts = ask.Sent,
            LostAttempts = ask.Lost,
            Latency = answered.Latency,
        };
    }

    private ChatOutcome.Failed Failed(Outcome<Attempt> outcome, AskState ask)
    {
        if (outcome.Exception is not (null or TimeoutRejectedException or BrokenCircuitException))
        {
            outcome.ThrowIfException(); // Cancelled, or a bug.
        }

        return FailureMessages.Failed(outcome, Options, Address, Model, rules) with { HttpAttempts = ask.Sent, LostAttempts = ask.Lost, Latency = outcome.Result?.Latency ?? default };
    }
}
