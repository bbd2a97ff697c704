using System.Security.Cryptography;
using System.Text;

namespace CommentClassifier.Prompts;

/// <summary>
/// A prompt's identity: SHA-256 over <c>"comment-classifier prompt 1\n" + prompt file + "\0" + codebook file</c> as UTF-8 with
/// line feeds and no byte order mark, so that anyone can compute it again. It covers template, codebook, examples, parameters,
/// shape, variables and offline cues, since all of them stand in those two files; checking out with other line ends changes nothing.
/// </summary>
public static class PromptHash
{
    /// <summary>The hash in lower-case hex.</summary>
    public static string Of(string promptText, string codebookText) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"comment-classifier prompt 1\n{Normal(promptText)}\0{Normal(codebookText)}")));

    /// <summary>The first characters, for messages and tables.</summary>
    public static string Brief(string hash) => hash.Length > 12 ? hash[..12] : hash;

    /// <summary>The text without byte order mark and with line feeds only.</summary>
    internal static string Normal(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
