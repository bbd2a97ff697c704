using System.Security.Cryptography;
using System.Text;

namespace CommentClassifier.Deduplication;

/// <summary>
/// The name of a distinct text. Comments with one fingerprint are one text, classified once, so only what no reader could tell apart
/// is folded: runs of white space, and the quotes, dashes and ellipses that word processors swap in. Case and punctuation stay:
/// they carry tone.
/// </summary>
public static class TextFingerprint
{
    /// <summary>SHA-256 of the folded text in UTF-8, as 64 lower-case hexadecimal digits.</summary>
    /// <param name="text">A normalised text (<c>CommentText.Normalise</c>).</param>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Fold(text))));

    /// <summary>The text as it is compared. Idempotent.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }

                continue;
            }

            _ = c switch
            {
                '‘' or '’' or '‚' or '‛' or '′' or '´' or '`' => folded.Append('\''),
                '“' or '”' or '„' or '‟' or '″' => folded.Append('"'),
                '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => folded.Append('-'),
                '…' => folded.Append("..."),
                _ => folded.Append(c),
            };
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        return folded.ToString();
    }
}
