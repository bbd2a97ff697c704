namespace CommentClassifier.Endpoints;

/// <summary>A setting of an endpoint that cannot be used; the message names the setting and the remedy.</summary>
public sealed class EndpointSettingException(string message) : ExpectedException(message);
