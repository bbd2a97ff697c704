namespace CommentClassifier.Prompts;

/// <summary>A prompt that is not there or cannot be used as asked; the message says what to do.</summary>
public sealed class PromptException(string message, Exception? inner = null, int exitCode = 1) : ExpectedException(message, exitCode, inner);
