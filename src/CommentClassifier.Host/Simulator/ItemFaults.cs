using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommentClassifier.Host.Simulator;

/// <summary>Spoils one item of an answer.</summary>
internal static class ItemFaults
{
    public static void WrongLabel(JsonObject item) => ReplaceFirst(item, name => name == "label" || !IsQuote(name), "no_such_label");

    public static void WrongQuote(JsonObject item) => ReplaceFirst(item, IsQuote, "words that stand nowhere in this text at all");

    private static bool IsQuote(string name) => name.Contains("quote", StringComparison.Ordinal) || name.Contains("evidence", StringComparison.Ordinal);

    private static bool ReplaceFirst(JsonObject item, Func<string, bool> which, string with)
    {
        foreach (var (name, value) in item)
        {
            if (value is JsonObject inner)
            {
                if (ReplaceFirst(inner, which, with))
                {
                    return true;
                }
            }
            else if (which(name) && value?.GetValueKind() == JsonValueKind.String)
            {
                item[name] = with;
                return true;
            }
        }

        return false;
    }
}
