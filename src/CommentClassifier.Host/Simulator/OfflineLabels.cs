using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CommentClassifier.Labels;
using CommentClassifier.Prompts;

namespace CommentClassifier.Host.Simulator;

/// <summary>The labels of <c>offline-keywords</c>: cue words from each prompt version's front matter, found by the name of the schema in the request.</summary>
internal static class OfflineLabels
{
    /// <summary>A source that knows every version of <paramref name="prompts"/>; it compiles a version's cues when it is first asked for.</summary>
    public static LabelSource From(PromptCatalogue prompts)
    {
        var byPrefix = prompts.Ids.ToDictionary(id => id.Replace('@', '_') + "_", id => id);
        var known = new ConcurrentDictionary<string, Version?>();
        return item => known.GetOrAdd(item.SchemaName, Find)?.Answer(item.Text);

        Version? Find(string schemaName) => byPrefix.FirstOrDefault(pair => schemaName.StartsWith(pair.Key, StringComparison.Ordinal)).Value is { } id
            ? new Version(prompts.Get(id))
            : null;
    }

    private sealed class Version(PromptVersion prompt)
    {
        private readonly CueLabeller labeller = new(prompt);

        public JsonObject Answer(string text)
        {
            var written = ReplyWriter.WriteItem(prompt.Codebook, prompt.Shape, new AskedItem("", text), labeller.Label(text));
            var item = JsonNode.Parse(written)!.AsObject();
            item.Remove("id");
            return item;
        }
    }
}
