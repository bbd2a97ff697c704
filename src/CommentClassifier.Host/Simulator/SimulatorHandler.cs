using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Simulator;

/// <summary>What the simulated server does with one HTTP request.</summary>
internal sealed class SimulatorHandler(SimulatorOptions options, LabelSource? labels, TimeProvider time)
{
    private readonly SimulatorGate gate = new(options, time);
    private readonly SchemaCache schemas = new();
    private readonly BeginningCache beginnings = new();
    private readonly SimulatedAnswer answers = new(options, labels);
    private readonly ConcurrentDictionary<ulong, int> asked = new();
    private readonly ConcurrentDictionary<ulong, bool> prefixes = new();

    public SimulatorCounters Counters { get; } = new();

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.EndsWith("/models", StringComparison.Ordinal) && HttpMethods.IsGet(context.Request.Method))
        {
            await Models(context).ConfigureAwait(false);
            return;
        }

        if (!path.EndsWith("/chat/completions", StringComparison.Ordinal) || !HttpMethods.IsPost(context.Request.Method))
        {
            await SimulatedErrors.WriteAsync(context, 404, $"Unknown request URL: {context.Request.Method} {path}.", "invalid_request_error", null, "unknown_url").ConfigureAwait(false);
            return;
        }

        var pending = Counters.Enter();
        try
        {
            await CompleteAsync(context, path, pending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client gave up.
        }
        finally
        {
            Counters.Leave();
        }
    }

    private async Task CompleteAsync(HttpContext context, string path, int pending)
    {
        var request = await ReadAsync(context).ConfigureAwait(false);
        if (request is null)
        {
            await SimulatedErrors.WriteAsync(context, 400, "We could not parse the JSON body of your request.", "invalid_request_error", null, null).ConfigureAwait(false);
            return;
        }

        if (options is { CutsPrompts: true, ContextWindow: { } window })
        {
            request.CutTo(window);
        }

        var dice = DiceOf(request);
        if (await RefusedAsync(context, path, request, pending).ConfigureAwait(false) || await LimitedAsync(context, request).ConfigureAwait(false)
            || await FaultAsync(context, dice).ConfigureAwait(false))
        {
            return;
        }

        await AnswerAsync(context, request, dice).ConfigureAwait(false);
    }

    // Apart, so that the body is let go before the answer is waited for: thousands may be in flight.
    private async Task<SimulatedRequest?> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var length = (int)read.Buffer.Length;
            var body = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                read.Buffer.CopyTo(body);
                return SimulatedRequest.Parse(body.AsMemory(0, length), schemas, beginnings);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(body);
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    // The requests that a server refuses whatever its load, as the servers of field notes word it.
    private async ValueTask<bool> RefusedAsync(HttpContext context, string path, SimulatedRequest request, int pending)
    {
        var headers = context.Request.Headers;
        if (options.ApiKey is { } key && headers.Authorization != $"Bearer {key}" && headers["api-key"] != key)
        {
            await SimulatedErrors.WriteAsync(context, 401, "Incorrect API key provided.", "invalid_request_error", null, "invalid_api_key").ConfigureAwait(false);
            return true;
        }

        if (!options.AnyModel && request.Model != options.Model && !path.Contains($"/deployments/{options.Model}/", StringComparison.Ordinal))
        {
            await SimulatedErrors.WriteAsync(context, 404, $"The model '{request.Model}' does not exist.", "invalid_request_error", null, "model_not_found").ConfigureAwait(false);
            return true;
        }

        foreach (var parameter in options.RefusedParameters)
        {
            if (request.Parameters.Contains(parameter))
            {
                await SimulatedErrors.UnsupportedAsync(context, parameter).ConfigureAwait(false);
                return true;
            }
        }

        if (options.RefusedForms.Contains(request.Form) || (request.Strict && options.RefusedForms.Contains("strict")))
        {
            await SimulatedErrors.FormRefusedAsync(context, options.RefusedForms.Contains(request.Form) ? request.Form : "json_schema strict").ConfigureAwait(false);
            return true;
        }

        if (request.Form == "json_object" && !request.MentionsJson)
        {
            await SimulatedErrors.WriteAsync(context, 400, "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
                "invalid_request_error", "messages", null).ConfigureAwait(false);
            return true;
        }

        if (options is { CutsPrompts: false, ContextWindow: { } window } && request.PromptTokens + (request.OutputLimit ?? 0) > window)
        {
            await SimulatedErrors.ContextOverflowAsync(context, window, request.PromptTokens + (request.OutputLimit ?? 0)).ConfigureAwait(false);
            return true;
        }

        if (options.BillingAfter is { } paid && Counters.Answered >= paid)
        {
            await SimulatedErrors.WriteAsync(context, 429, "You exceeded your current quota, please check your plan and billing details.",
                "insufficient_quota", null, "insufficient_quota").ConfigureAwait(false);
            return true;
        }

        if (options.MaxPending is { } most && pending > most)
        {
            await SimulatedErrors.WriteAsync(context, 503, "server busy, please try again.  maximum pending requests exceeded", null, null, null).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private async ValueTask<bool> LimitedAsync(HttpContext context, SimulatedRequest request)
    {
        double charge = request.PromptTokens + (options.ChargesAtAdmission ? request.OutputLimit ?? 0 : ExpectedOutput(request));
        if (options.Tpm is { } tpm && charge > tpm)
        {
            Counters.Refused();
            await SimulatedErrors.PoisonAsync(context, request.Model, tpm, charge).ConfigureAwait(false);
            return true;
        }

        var admission = gate.Enter(charge);
        WriteHeaders(context.Response.Headers, "requests", admission.Requests);
        WriteHeaders(context.Response.Headers, "tokens", admission.Tokens);
        if (admission.Wait <= 0)
        {
            Counters.Charged(charge);
            return false;
        }

        Counters.Refused();
        await SimulatedErrors.RateLimitedAsync(context, request.Model, options, admission.Wait, admission.ForTokens).ConfigureAwait(false);
        return true;
    }

    // Known only after answering; the answer's size hardly varies with the labels, and a limit needs a figure now.
    private int ExpectedOutput(SimulatedRequest request) =>
        options.Tpm is null ? 0 : SimulatedRequest.Tokens(answers.Content(request, new Dice(0)).Content.Length);

    private void WriteHeaders(IHeaderDictionary headers, string what, SimulatorGate.LimitState? limit)
    {
        if (limit is null || options.Headers == HeaderDialect.None)
        {
            return;
        }

        headers[$"x-ratelimit-limit-{what}"] = limit.PerMinute.ToString("0", CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = Math.Floor(limit.Remaining).ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = options.Headers == HeaderDialect.Azure
            ? Math.Ceiling(limit.Reset).ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(limit.Reset * 1000):0}ms");
    }

    private async ValueTask<bool> FaultAsync(HttpContext context, Dice dice)
    {
        var faults = options.Faults;
        var error500 = dice.Happens(faults.Error500);
        var error503 = dice.Happens(faults.Error503);
        var limited = dice.Happens(faults.RateLimited);
        var reset = dice.Happens(faults.Reset);
        var hang = dice.Happens(faults.Hang);
        var garbage = dice.Happens(faults.Garbage);
        var filtered = dice.Happens(faults.ContentFilter);
        if (!(error500 || error503 || limited || reset || hang || garbage || filtered))
        {
            return false;
        }

        Counters.Faulted();
        if (hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted).ConfigureAwait(false);
        }
        else if (reset)
        {
            context.Abort();
        }
        else if (limited)
        {
            Counters.Refused();
            await SimulatedErrors.RandomRateLimitAsync(context, dice, time).ConfigureAwait(false);
        }
        else if (filtered)
        {
            await SimulatedErrors.ContentFilterAsync(context).ConfigureAwait(false);
        }
        else if (garbage)
        {
            await context.Response.WriteAsync("<html><body>Gateway</body></html>", context.RequestAborted).ConfigureAwait(false);
        }
        else
        {
            await SimulatedErrors.WriteAsync(context, error500 ? 500 : 503, error500 ? "The server had an error while processing your request." : "Service Unavailable",
                "server_error", null, null).ConfigureAwait(false);
        }

        return true;
    }

    private async Task AnswerAsync(HttpContext context, SimulatedRequest request, Dice dice)
    {
        var faults = options.Faults;
        var latency = options.LatencyMs * (options.LatencySigma > 0 ? Math.Exp(options.LatencySigma * dice.Normal()) : 1) * (dice.Happens(faults.Slow) ? 10 : 1);
        var truncated = dice.Happens(faults.Truncated);
        var refused = dice.Happens(faults.Refusal);
        var filtered = dice.Happens(faults.ContentFilterFinish);
        var (content, faulty) = answers.Content(request, dice);
        var tooLong = SimulatedRequest.Tokens(content.Length) > request.OutputLimit;
        if (truncated || refused || filtered || faulty)
        {
            Counters.Faulted();
        }

        var completion = refused ? SimulatedAnswer.Completion(request, null, "I'm sorry, but I cannot assist with that request.", "stop", Id(request), 0, Created)
            : filtered ? SimulatedAnswer.Completion(request, "", null, "content_filter", Id(request), 0, Created)
            : truncated || tooLong
                ? SimulatedAnswer.Completion(request, content[..Math.Min(content.Length / 2, (request.OutputLimit ?? int.MaxValue / 4) * 4)], null, "length", Id(request), Cached(request), Created)
            : SimulatedAnswer.Completion(request, content, null, "stop", Id(request), Cached(request), Created);
        if (latency > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(latency), time, context.RequestAborted).ConfigureAwait(false);
        }

        Counters.Reply(request.PromptTokens, SimulatedRequest.Tokens(content.Length));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = completion.Length;
        await context.Response.Body.WriteAsync(completion, context.RequestAborted).ConfigureAwait(false);
    }

    private long Created => time.GetUtcNow().ToUnixTimeSeconds();

    private ulong Id(SimulatedRequest request) => StableHash.Mix((ulong)Counters.Requests, request.PrefixHash);

    // An exact prefix of at least 1,024 tokens, in steps of 128, from the second time on.
    private int Cached(SimulatedRequest request) =>
        request.CacheablePrefixTokens >= 1024 && !prefixes.TryAdd(request.PrefixHash, true) ? request.CacheablePrefixTokens / 128 * 128 : 0;

    // By the texts and not by the bytes: ids differ from run to run. How often a text was asked is only counted where it matters.
    private Dice DiceOf(SimulatedRequest request)
    {
        var hash = (ulong)options.Seed;
        if (options.Faults == NoFaults && options.LatencySigma <= 0)
        {
            return new Dice(hash);
        }

        foreach (var (_, text) in request.Items)
        {
            hash = StableHash.Mix(hash, text);
        }

        return new Dice(StableHash.Mix(hash, (ulong)asked.AddOrUpdate(hash, 1, static (_, n) => n + 1)));
    }

    private static readonly SimulatorFaults NoFaults = new();

    private Task Models(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"object":"list","data":[{"id":"{{options.Model}}","object":"model","created":0,"owned_by":"comment-classifier"}]}""",
            Encoding.UTF8, context.RequestAborted);
    }
}
