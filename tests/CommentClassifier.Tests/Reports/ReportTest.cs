using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;
using CommentClassifier.Storage;
using CommentClassifier.Tests.Storage;

namespace CommentClassifier.Tests.Reports;

/// <summary>A real store with a docket, a run with its prompt, and people's labels, filled through the public API.</summary>
public abstract class ReportTest() : StoreTest(null)
{
    internal const string Hostile = "=HYPERLINK(\"http://evil.example\") <script>alert('gotcha')</script>, says \"me\"\nand more of it";

    private const string Prompt =
        """
        ---
        description: for tests
        shape: { quotes: true, confidence: true }
        ---
        Label it.
        """;

    private const string Codebook =
        """
        name: p
        description: for tests
        dimensions:
          - name: stance
            title: Stance <b>
            question: Does the writer want the rule?
            labels:
              - { name: support, definition: "Wants it <i>." }
              - { name: oppose, definition: Does not want it. }
              - { name: unclear, kind: unclear, definition: Cannot be told. }
        """;

    /// <summary>What the run says of a text; null fails it.</summary>
    internal static string? Says(string text) => text.Contains("refuse", StringComparison.Ordinal) ? null : text.Contains("yes", StringComparison.Ordinal) ? "support" : "oppose";

    internal static ImportRow Posted(string id, string text, int day) =>
        Row(id, text) is var row ? row with { Comment = row.Comment with { PostedAt = new DateTimeOffset(2026, 10, day, 9, 0, 0, TimeSpan.Zero) } } : row;

    internal async Task<RunRecord> RunOverAsync(IEnumerable<ImportRow> rows, RunKind kind = RunKind.Model)
    {
        await ImportAsync(rows);
        await Store.Prompts.RecordUseAsync("p", "v1", "abc", $"{Prompt}\n--- codebook ---\n{Codebook}");
        var run = await Store.Runs.OpenAsync(Spec(), kind);
        await Store.Runs.SelectAsync(run.Id, new());
        var items = await Store.Runs.PendingAsync(run.Id).ToListAsync();
        var planned = await PlanAsync(run.Id, items);
        var texts = items.ToDictionary(i => i.Id, i => i.Text);
        await Store.Runs.SettleAsync(run.Id, [Settled(planned) with { Outcomes = [.. planned.Members.Select(m => Outcome(m.Text, texts[m.Text]))] }]);
        return run;
    }

    internal Task CodeAsync(string coder, params (string Id, string Label)[] labels) =>
        Store.Humans.ImportAsync(Docket, [.. labels.Select(l => new HumanLabel(new(l.Id), coder, "stance", l.Label, Time.GetUtcNow()))]);

    internal async Task<string> HtmlAsync(RunRecord run) => await ReportFile.HtmlAsync(await DocketReportBuilder.OfAsync(Store, run, Time));

    private static MemberOutcome Outcome(TextId id, string text) => Says(text) is { } label
        ? new(id, CommentState.Labelled, 0, null, [new AssignedLabel("stance", label, label == "support" ? 0.6 : 0.9, new TextSpan(0, Math.Min(60, text.Length)))])
        : new(id, CommentState.Refused, 1, "the model declined <politely>", []);
}
