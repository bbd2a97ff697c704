using System.Security.Cryptography;
using System.Text;
using CommentClassifier.Endpoints;

namespace CommentClassifier.Runs;

/// <summary>
/// Names an answer by everything that matters: endpoint, dialect, model, parameters, prompt, rendered text, batch mode and the comment's
/// text. The dialect is read each time: an answer is kept under the one it was given in, and looked for under the one that would be used.
/// </summary>
internal sealed class CacheKeys(RunPlan plan, int batchSize, Func<Dialect> dialect)
{
    private readonly string common = string.Join(
        '\0', plan.Spec.Endpoint, plan.Spec.Model, plan.Spec.Parameters, plan.Spec.PromptHash, plan.Rendered.SystemText, plan.Rendered.Schema,
        batchSize == 1 ? "single" : "batched");

    private readonly Lock gate = new();
    private (Dialect Dialect, byte[] Hash)? prefix;

    /// <summary>The key of the answer for one text: SHA-256, lower-case hex.</summary>
    public string For(string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Prefix());
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private byte[] Prefix()
    {
        var spoken = dialect();
        lock (gate)
        {
            if (prefix is not { } known || known.Dialect != spoken)
            {
                prefix = known = (spoken, SHA256.HashData(Encoding.UTF8.GetBytes($"{common}\0{spoken.ToJson()}")));
            }

            return known.Hash;
        }
    }
}
