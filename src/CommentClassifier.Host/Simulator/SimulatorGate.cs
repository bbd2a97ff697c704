namespace CommentClassifier.Host.Simulator;

/// <summary>Both limits of the simulated server, taken together or not at all.</summary>
internal sealed class SimulatorGate(SimulatorOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long epoch = time.GetTimestamp();
    private readonly SimulatorLimit? requests = options.Rpm is { } rpm ? new(rpm, options.WindowSeconds, options.FixedWindows) : null;
    private readonly SimulatorLimit? tokens = options.Tpm is { } tpm ? new(tpm, options.WindowSeconds, options.FixedWindows) : null;

    /// <summary>Seconds to wait (0: admitted) and whether tokens are what is short.</summary>
    public Admission Enter(double charge)
    {
        if (requests is null && tokens is null)
        {
            return default;
        }

        lock (gate)
        {
            var now = time.GetElapsedTime(epoch).TotalSeconds;
            requests?.Turn(now);
            tokens?.Turn(now);
            var forRequests = requests?.WaitFor(1, now) ?? 0;
            var forTokens = tokens?.WaitFor(charge, now) ?? 0;
            if (forRequests <= 0 && forTokens <= 0)
            {
                requests?.Take(1);
                tokens?.Take(charge);
            }

            return new Admission(Math.Max(forRequests, forTokens), forTokens > forRequests, State(requests), State(tokens));
        }
    }

    private static LimitState? State(SimulatorLimit? limit) =>
        limit is null ? null : new LimitState(limit.PerMinute, limit.Remaining, limit.Reset);

    public readonly record struct Admission(double Wait, bool ForTokens, LimitState? Requests, LimitState? Tokens);

    public sealed record LimitState(double PerMinute, double Remaining, double Reset);
}
