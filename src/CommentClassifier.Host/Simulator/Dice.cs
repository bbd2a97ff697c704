namespace CommentClassifier.Host.Simulator;

/// <summary>The chances of one request, drawn in a fixed order from its texts, how often they were asked, and the seed.</summary>
internal sealed class Dice(ulong state)
{
    public double Next() => (Raw() >> 11) * (1.0 / (1UL << 53));

    public int Next(int below) => (int)(Raw() % (ulong)below);

    /// <summary>Always draws, so that one fault's probability does not shift another's chances.</summary>
    public bool Happens(double probability) => Next() < probability;

    /// <summary>A draw from the standard normal distribution (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    private ulong Raw() => StableHash.Finish(state += 0x9e3779b97f4a7c15);
}
