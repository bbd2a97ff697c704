namespace CommentClassifier;

/// <summary>
/// A failure that a user can mend: the message is one line that names the place (file, row, column, setting) and the remedy.
/// The host prints it and ends with <see cref="ExitCode"/>; every other exception is a bug.
/// </summary>
public class ExpectedException(string message, int exitCode = 1, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>1 failed, 2 wrong usage, 3 stopped on purpose and resumable.</summary>
    public int ExitCode { get; } = exitCode;
}
