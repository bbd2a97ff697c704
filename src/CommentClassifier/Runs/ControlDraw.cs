using System.Text.RegularExpressions;
using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>Which batched texts are asked again singly. Pure: the same run draws the same texts, so that a resumed control asks none twice.</summary>
/// <param name="run">Seeds the draw; every run and replicate has its own.</param>
/// <param name="share">The share of batched texts that is drawn, 0 to 1.</param>
internal sealed partial class ControlDraw(RunId run, double share)
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private readonly ulong seed = run.Value.Aggregate(FnvOffset, (hash, letter) => (hash ^ letter) * FnvPrime);

    /// <summary>Whether the text is in the random share; a larger share draws these and more.</summary>
    public bool Draws(TextId text) => (Mix(seed ^ ((ulong)text.Value * 0x9e3779b97f4a7c15)) >> 11) * (1.0 / (1UL << 53)) < share;

    /// <summary>
    /// Whether a text speaks of labelling, prompts or instructions. Most such texts are harmless and none of them read like orders, or they had
    /// travelled alone; but what travelled with them is worth a look.
    /// </summary>
    public static bool IsSuspicious(string text) => Suspicious().IsMatch(text);

    [GeneratedRegex(
        """\b(label(s|led|ling)?|classif(y|ied|ier|ication)|annotat\w+|categori[sz]e[sd]?)\b[^.!?\n]{0,60}\b(comments?|submissions?|texts?|everything|all|batch)\b|\b(prompts?|jailbreak|system message|chatgpt|language model)\b[^.!?\n]{0,60}\b(must|should|ignore|obey|follow|answer|output|respond)\b|\bignore (all|any|the|every)\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suspicious();

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
