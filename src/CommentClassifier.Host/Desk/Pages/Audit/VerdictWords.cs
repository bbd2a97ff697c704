using CommentClassifier.Ledger;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Desk.Pages.Audit;

/// <summary>A verdict as a button: its key, its name in a form, and what it says.</summary>
internal sealed record VerdictChoice(string Key, string Name, string Title, string Meaning, VerdictKind Kind);

/// <summary>The verdicts that fit a case.</summary>
internal static class VerdictWords
{
    private static readonly VerdictChoice Both = new("3", "both-defensible", "Both defensible", "the codebook allows either", VerdictKind.BothDefensible);
    private static readonly VerdictChoice Gap = new("4", "codebook-gap", "Codebook gap", "the codebook does not decide it", VerdictKind.CodebookGap);
    private static readonly VerdictChoice[] Disagreement =
    [
        new("1", "human-right", "Human right", "the human label stands", VerdictKind.HumanRight),
        new("2", "model-right", "Model right", "the model's label stands", VerdictKind.ModelRight),
        Both, Gap,
        new("5", "both-wrong", "Both wrong", "say below which label should stand", VerdictKind.BothWrong),
    ];

    private static readonly VerdictChoice[] Control =
    [
        new("1", "agreed", "Agreed", "the label is right", VerdictKind.Agreed),
        new("2", "both-wrong", "Both wrong", "say below which label should stand", VerdictKind.BothWrong),
        Both, Gap,
    ];

    /// <summary>The choices for a disagreement, or for an item on which both agree.</summary>
    public static IReadOnlyList<VerdictChoice> For(AuditItem item) => item.Agrees ? Control : Disagreement;

    /// <summary>A verdict in two words.</summary>
    public static string Title(VerdictKind kind) => Disagreement.Concat(Control).First(c => c.Kind == kind).Title;

    /// <summary>The kind of that name, or null.</summary>
    public static VerdictKind? Parse(string? name) => Disagreement.Concat(Control).FirstOrDefault(c => c.Name == name)?.Kind;

    /// <summary>A verdict's name in forms, documents and files.</summary>
    public static string Name(VerdictKind kind) => Disagreement.Concat(Control).First(c => c.Kind == kind).Name;
}
