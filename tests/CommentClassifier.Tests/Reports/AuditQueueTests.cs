using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;

namespace CommentClassifier.Tests.Reports;

public sealed class AuditQueueTests
{
    [Fact]
    public void Every_disagreement_is_in_the_queue_and_controls_are_the_share_asked_for()
    {
        var queue = AuditQueue.Of(Items(disagreeing: 80, agreeing: 500), new AuditFilter());
        Assert.Equal((80, 500, 100), (queue.Disagreements, queue.Agreements, queue.Items.Count));
        Assert.Equal(20, queue.Items.Count(i => i.Agrees));
        Assert.Equal(500, queue.Items.Where(i => i.Agrees).Sum(i => i.Weight), 6);
        Assert.All(queue.Items.Where(i => !i.Agrees), i => Assert.Equal(1, i.Weight));
        // Mixed in, not at one end.
        Assert.InRange(queue.Items.Take(50).Count(i => i.Agrees), 3, 17);
        Assert.DoesNotContain(AuditQueue.Of(Items(8, 50), new AuditFilter { ControlShare = 0 }).Items, i => i.Agrees);
    }

    [Fact]
    public void The_order_depends_on_the_seed_and_never_on_verdicts()
    {
        var items = Items(30, 200);
        var first = AuditQueue.Of(items, new AuditFilter()).Items.Select(i => i.Comment).ToList();
        var judged = items.Select((i, n) => n % 2 == 0 ? i with { Verdict = Given(i, VerdictKind.BothDefensible) } : i);
        Assert.Equal(first, AuditQueue.Of(judged, new AuditFilter()).Items.Select(i => i.Comment));
        Assert.NotEqual(first, AuditQueue.Of(items, new AuditFilter { Seed = 2 }).Items.Select(i => i.Comment));
    }

    [Fact]
    public void A_pair_a_confidence_and_a_campaign_narrow_it()
    {
        var items = new[] { Item("a", "support", "oppose"), Item("b", "oppose", "support"), Item("c", "oppose", "oppose"), Item("d", "unclear", "unclear") };
        Assert.Equal("a", Assert.Single(AuditQueue.Of(items, new AuditFilter { Human = "support", Machine = "oppose" }).Items, i => !i.Agrees).Comment.Value);
        Assert.Equal(1, AuditQueue.Of(items, new AuditFilter { Human = "support", Machine = "oppose" }).Agreements);
        Assert.Equal("a", Assert.Single(AuditQueue.Of([items[0] with { Confidence = 0.9 }, items[1], items[2]], new AuditFilter { ConfidenceFrom = 0.6 }).Items).Comment.Value);
        Assert.DoesNotContain(AuditQueue.Of([items[0] with { Confidence = 0.9 }, items[1]], new AuditFilter { ConfidenceTo = 0.6 }).Items, i => i.Comment.Value == "a");
        Assert.Single(AuditQueue.Of([items[0] with { Campaign = 7 }, items[1]], new AuditFilter { Campaign = 7 }).Items);
    }

    [Fact]
    public void Audited_accuracy_is_right_on_average_though_most_items_are_disagreements()
    {
        // 100 disagreements, the model right in 40; 900 agreeing, 90 of them both wrong: the model's label stands in 850 of 1,000.
        var items = Items(100, 900).Select((item, i) => item with
        {
            Verdict = Given(item, item.Agrees ? (i % 10 == 0 ? VerdictKind.BothWrong : VerdictKind.Agreed) : i % 5 < 2 ? VerdictKind.ModelRight : VerdictKind.HumanRight),
        }).ToList();
        var estimates = Enumerable.Range(1, 300).Select(seed => AuditQueue.Of(items, new AuditFilter { Seed = seed }).Accuracy(lenient: false)!).ToList();
        Assert.InRange(estimates.Average(e => e.Estimate!.Value), 0.84, 0.86);
        Assert.InRange(estimates.Count(e => e.Low <= 0.85 && e.High >= 0.85) / 300.0, 0.80, 1);
        Assert.Null(AuditQueue.Of(Items(5, 5), new AuditFilter()).Accuracy(lenient: false));
    }

    [Fact]
    public void A_verdict_that_does_not_fit_the_case_is_refused()
    {
        var differ = Item("a", "support", "oppose");
        var agree = Item("b", "oppose", "oppose");
        Assert.Equal("support", Standing(differ, VerdictKind.HumanRight));
        Assert.Equal("oppose", Standing(differ, VerdictKind.ModelRight));
        Assert.Null(Standing(differ, VerdictKind.BothDefensible));
        Assert.Equal("unclear", Standing(differ, VerdictKind.BothWrong, "unclear"));
        Assert.Equal("oppose", Standing(agree, VerdictKind.Agreed));
        Assert.Throws<ExpectedException>(() => Standing(differ, VerdictKind.Agreed));
        Assert.Throws<ExpectedException>(() => Standing(agree, VerdictKind.ModelRight));
        Assert.Throws<ExpectedException>(() => Standing(differ, VerdictKind.HumanRight, "oppose"));
        Assert.Throws<ExpectedException>(() => Standing(differ, VerdictKind.BothWrong, "nonsense"));
    }

    [Fact]
    public void A_card_marks_the_quote_and_cuts_no_character_in_two()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 2000)) + "the quote" + string.Concat(Enumerable.Repeat("😀", 2000));
        var card = AuditCard.Of(Item("a", "support", "oppose") with { Quote = new TextSpan(4000, 9) }, Book, text);
        Assert.Equal("the quote", card.Quote);
        Assert.Contains("»the quote«", card.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(card.Excerpt)));
        Assert.True(card.Excerpt.Length < 1400);
        Assert.Equal("Backs it.", card.Definitions["support"]);
        Assert.Equal("\uFFFD[31mred", AuditCard.Printable("\u001b[31mred"));
        Assert.Null(AuditCard.Of(Item("a", "support", "oppose") with { Quote = new TextSpan(5, 99) }, Book, "short").Quote);
    }

    private static readonly Codebook Book = new()
    {
        Name = "t",
        Dimensions =
        [
            new Dimension
            {
                Name = "stance", Title = "Stance",
                Labels = [.. new[] { "support", "oppose", "unclear" }.Select(l => new LabelDefinition { Name = l, Definition = l == "support" ? "Backs it." : "Else." })],
            },
        ],
    };

    private static string? Standing(AuditItem item, VerdictKind kind, string? label = null) =>
        AuditVerdicts.Standing(item, new VerdictOrder(item.Comment, item.Dimension, kind, "ann") { Label = label }, Book.Dimensions[0]);

    private static List<AuditItem> Items(int disagreeing, int agreeing) =>
        [.. Enumerable.Range(0, disagreeing).Select(i => Item($"d{i}", "support", "oppose")), .. Enumerable.Range(0, agreeing).Select(i => Item($"a{i}", "oppose", "oppose"))];

    private static AuditItem Item(string id, string human, string machine) => new()
    {
        Comment = new(id),
        Dimension = "stance",
        Human = human,
        Machine = machine,
        Coders = [new("ann", human)],
        Confidence = 0.5,
    };

    private static Verdict Given(AuditItem item, VerdictKind kind) => new()
    {
        Run = new("r-1"),
        Comment = item.Comment,
        Dimension = item.Dimension,
        Kind = kind,
        Coder = "ann",
        At = default,
    };
}
