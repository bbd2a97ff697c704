using System.Text.Json.Nodes;

namespace CommentClassifier.Host.Simulator;

/// <summary>One comment as it came in.</summary>
/// <param name="SchemaName">The schema's name (<c>name_version</c> of the prompt), or "" when the request has none.</param>
/// <param name="Text">The comment's text.</param>
/// <param name="Schema">What one item of the reply looks like, or null when the request has no schema.</param>
public sealed record SimulatedItem(string SchemaName, string Text, ItemSchema? Schema);

/// <summary>Chooses labels: one item of the reply without its <c>id</c>, or null when it knows nothing of that schema.</summary>
public delegate JsonObject? LabelSource(SimulatedItem item);
