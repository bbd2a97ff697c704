using System.Security.Cryptography;
using System.Text;

namespace CommentClassifier.Runs;

/// <summary>Names an answer by everything that matters: endpoint, model, parameters, prompt, rendered text, batch mode and the comment's text.</summary>
internal sealed class CacheKeys
{
    private readonly byte[] prefix;

    public CacheKeys(RunPlan plan, int batchSize)
    {
        string[] parts =
        [
            plan.Spec.Endpoint, plan.Spec.Model, plan.Spec.Parameters, plan.Spec.PromptHash, plan.Rendered.SystemText, plan.Rendered.Schema,
            batchSize == 1 ? "single" : "batched",
        ];
        prefix = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
    }

    /// <summary>The key of the answer for one text: SHA-256, lower-case hex.</summary>
    public string For(string text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(prefix);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
