namespace CommentClassifier.Endpoints;

/// <summary>Leave to send one attempt; given back once, with what came of it.</summary>
internal sealed class AdmissionPermit(int tokens, double charged)
{
    private int returned;

    /// <summary>Tokens reserved: the prompt's and the output limit.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Of these, what was taken off the budget: less where experience says that less is used.</summary>
    public double Charged { get; } = charged;

    /// <summary>True for the first caller only.</summary>
    public bool TryReturn() => Interlocked.Exchange(ref returned, 1) == 0;
}
