namespace CommentClassifier.Labels;

/// <summary>A codebook or prompt file that cannot be used: the message names file, line, key and what to do.</summary>
public sealed class DefinitionException(string source, long line, string key, string problem, Exception? inner = null)
    : ExpectedException($"{source}, line {line}{(key.Length == 0 ? "" : $", '{key}'")}: {problem}", inner: inner);
