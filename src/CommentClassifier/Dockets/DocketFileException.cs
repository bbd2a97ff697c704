namespace CommentClassifier.Dockets;

/// <summary>A docket file that cannot be read at all: the message is one line with the file, what was found and the remedy.</summary>
public sealed class DocketFileException(string message, Exception? inner = null) : ExpectedException(message, 1, inner);
