namespace CommentClassifier.Host.Simulator;

/// <summary>What the server has seen; figures only grow.</summary>
public sealed class SimulatorCounters
{
    private readonly CounterSignals arrivals = new();
    private readonly CounterSignals answers = new();
    private long requests;
    private long answered;
    private long rateLimited;
    private long faults;
    private long promptTokens;
    private long completionTokens;
    private long chargedTokens;
    private int inFlight;
    private int peakInFlight;

    /// <summary>Requests that came in, refused ones included.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Requests answered with a completion, good or bad.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Requests refused with 429.</summary>
    public long RateLimited => Interlocked.Read(ref rateLimited);

    /// <summary>Faults made on purpose, transport and content.</summary>
    public long Faults => Interlocked.Read(ref faults);

    /// <summary>Prompt tokens answered.</summary>
    public long PromptTokens => Interlocked.Read(ref promptTokens);

    /// <summary>Completion tokens answered.</summary>
    public long CompletionTokens => Interlocked.Read(ref completionTokens);

    /// <summary>Tokens taken off the tokens-per-minute limit.</summary>
    public long ChargedTokens => Interlocked.Read(ref chargedTokens);

    /// <summary>Requests being answered now.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>The most that were being answered at once.</summary>
    public int PeakInFlight => Volatile.Read(ref peakInFlight);

    /// <summary>Ends when so many requests have come in.</summary>
    public Task RequestsReachedAsync(long count) => arrivals.ReachedAsync(count, () => Requests);

    /// <summary>Ends when so many requests are answered, or about to be.</summary>
    public Task AnsweredReachedAsync(long count) => answers.ReachedAsync(count, () => Answered);

    internal int Enter()
    {
        arrivals.Grown(Interlocked.Increment(ref requests));
        var now = Interlocked.Increment(ref inFlight);
        int peak;
        while (now > (peak = Volatile.Read(ref peakInFlight)) && Interlocked.CompareExchange(ref peakInFlight, now, peak) != peak)
        {
        }

        return now;
    }

    internal void Leave() => Interlocked.Decrement(ref inFlight);

    internal void Refused() => Interlocked.Increment(ref rateLimited);

    internal void Faulted() => Interlocked.Increment(ref faults);

    internal void Charged(double tokens) => Interlocked.Add(ref chargedTokens, (long)tokens);

    internal void Reply(int prompt, int completion)
    {
        answers.Grown(Interlocked.Increment(ref answered));
        Interlocked.Add(ref promptTokens, prompt);
        Interlocked.Add(ref completionTokens, completion);
    }
}
