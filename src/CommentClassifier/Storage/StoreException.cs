namespace CommentClassifier.Storage;

/// <summary>The store cannot be reached, read or written; the message says which store, what is wrong and the remedy.</summary>
public sealed class StoreException(string message, Exception? inner = null) : ExpectedException(message, 1, inner);
