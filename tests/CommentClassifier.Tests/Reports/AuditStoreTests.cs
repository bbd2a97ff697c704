using CommentClassifier.Ledger;
using CommentClassifier.Reports;

namespace CommentClassifier.Tests.Reports;

public sealed class AuditStoreTests : ReportTest
{
    [Fact]
    public async Task A_verdict_stays_beside_the_disagreement_it_judged_and_feeds_the_adjudicated_labels()
    {
        var run = await RunOverAsync([Row("a", "yes one"), Row("b", "no two")]);
        await CodeAsync("ann", ("a", "oppose"), ("b", "oppose"));
        var given = await AuditVerdicts.GiveAsync(Store, run, new VerdictOrder(new("a"), "stance", VerdictKind.ModelRight, "eve") { Note = "=cmd" }, Time);

        Assert.Equal("support", given.AdjudicatedLabel);
        var items = await AuditSource.ItemsAsync(Store, run);
        var judged = items.Single(i => i.Comment.Value == "a");
        Assert.Equal(("oppose", "support", VerdictKind.ModelRight), (judged.Human, judged.Machine, judged.Verdict!.Kind));
        Assert.Equal("support", Assert.Single(await Store.Verdicts.AdjudicatedAsync(Docket)).Label);
        Assert.Equal("b", Assert.Single(AuditQueue.Of(items, new AuditFilter()).Open).Comment.Value);

        await AuditVerdicts.GiveAsync(Store, run, new VerdictOrder(new("a"), "stance", VerdictKind.CodebookGap, "eve"), Time);
        var rows = await AuditExport.RowsAsync(Store, run);
        Assert.Equal([false, true], rows.Select(r => r.Latest));
        using var stream = new MemoryStream();
        await AuditExport.WriteAsync(rows, ExportFormat.Csv, stream);
        Assert.Contains(",model-right,support,'=cmd,eve,", System.Text.Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_coded_cannot_be_judged_and_ties_wait_until_they_are_settled()
    {
        var run = await RunOverAsync([Row("a", "yes one"), Row("b", "no two")]);
        await CodeAsync("ann", ("a", "oppose"));
        await CodeAsync("bob", ("a", "support"));
        Assert.Empty(await AuditSource.ItemsAsync(Store, run));
        await Assert.ThrowsAsync<ExpectedException>(() => AuditVerdicts.GiveAsync(Store, run, new VerdictOrder(new("b"), "stance", VerdictKind.HumanRight, "eve"), Time));

        await Store.Verdicts.AdjudicateAsync(Docket, new(new("a"), "stance", "oppose", null, "eve", Time.GetUtcNow()));
        Assert.Equal("oppose", Assert.Single(await AuditSource.ItemsAsync(Store, run)).Human);
    }
}
